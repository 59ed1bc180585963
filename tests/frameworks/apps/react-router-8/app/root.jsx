import { Link, Links, Meta, Outlet, Scripts } from 'react-router';

export default function App() {
    return (
        <html lang="en">
            <head>
                <meta charSet="utf-8"/>
                <Meta/>
                <Links/>
            </head>
            <body>
                <nav>
                    <Link to="/news/ferry" id="ferry">Ferry</Link>{' '}
                    <Link to="/news/harbour" id="harbour">Harbour</Link>
                </nav>
                <Outlet/>
                <Scripts/>
            </body>
        </html>
    );
}
