import { Body, createRootRoute, HeadContent, Html, Link, Outlet, Scripts }
    from '@tanstack/vue-router';

export const Route = createRootRoute({
    head: () => ({ meta: [ { charset: 'utf-8' }, { title: 'The Lantern' } ] }),
    shellComponent: (_, { slots }) => (
        <Html lang="en">
            <head><HeadContent/></head>
            <Body>{slots.default?.()}<Scripts/></Body>
        </Html>
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
