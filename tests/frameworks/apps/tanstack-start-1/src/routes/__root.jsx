import { createRootRoute, HeadContent, Link, Outlet, Scripts }
    from '@tanstack/react-router';

export const Route = createRootRoute({
    head: () => ({ meta: [ { charSet: 'utf-8' }, { title: 'The Lantern' } ] }),
    component: () => (
        <html lang="en">
            <head><HeadContent/></head>
            <body>
                <nav>
                    <Link to="/news/$slug" params={{ slug: 'ferry' }} id="ferry">
                        Ferry
                    </Link>{' '}
                    <Link to="/news/$slug" params={{ slug: 'harbour' }}
                        id="harbour">Harbour</Link>
                </nav>
                <Outlet/>
                <Scripts/>
            </body>
        </html>
    )
});
