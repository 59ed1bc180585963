import { Analytics, useNonce } from '@shopify/hydrogen';
import { Link, Links, Meta, Outlet, Scripts } from 'react-router';

export default function App() {
    const nonce = useNonce();
    return (
        <html lang="en">
            <head>
                <meta charSet="utf-8"/>
                <Meta/>
                <Links/>
            </head>
            <body>
                <Analytics.Provider cart={null} shop={null} consent={null}>
                    <nav>
                        <Link to="/news/ferry" id="ferry">Ferry</Link>{' '}
                        <Link to="/news/harbour" id="harbour">Harbour</Link>
                    </nav>
                    <Outlet/>
                </Analytics.Provider>
                <Scripts nonce={nonce}/>
            </body>
        </html>
    );
}
