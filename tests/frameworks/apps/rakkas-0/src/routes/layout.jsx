import { Link } from 'rakkasjs';

export default function Layout({ children }) {
    return (
        <>
            <nav>
                <Link href="/news/ferry" id="ferry">Ferry</Link>{' '}
                <Link href="/news/harbour" id="harbour">Harbour</Link>
            </nav>
            {children}
        </>
    );
}
