import Link from 'next/link';

export const metadata = { title: 'The Lantern' };

export default function Layout({ children }) {
    return (
        <html lang="en">
            <body>
                <nav>
                    <Link href="/">Home</Link>{' '}
                    <Link href="/news/ferry" id="ferry">Ferry</Link>{' '}
                    <Link href="/news/harbour" id="harbour">Harbour</Link>
                </nav>
                {children}
            </body>
        </html>
    );
}
