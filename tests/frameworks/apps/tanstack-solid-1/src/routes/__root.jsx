import { createRootRoute, HeadContent, Link, Outlet, Scripts }
    from '@tanstack/solid-router';
import { HydrationScript } from 'solid-js/web';

export const Route = createRootRoute({
    head: () => ({ meta: [ { charset: 'utf-8' }, { title: 'The Lantern' } ] }),
    shellComponent: props => (
        <html lang="en">
            <head><HydrationScript/></head>
            <body><HeadContent/>{props.children}<Scripts/></body>
        </html>
    ),
    component: () => (
        <>
            <nav>
                <Link to="/news/$slug" params={{ slug: 'ferry' }} id="ferry">
                    Ferry
                </Link>{' '}
                <Link to="/news/$slug" params={{ slug: 'harbour' }}
                    id="harbour">Harbour</Link>
            </nav>
            <Outlet/>
        </>
    )
});
