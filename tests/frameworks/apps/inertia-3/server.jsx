// Pages by Inertia's protocol: HTML at first, JSON for its own requests.

import { createInertiaApp as reactApp } from '@inertiajs/react';
import { createInertiaApp as svelteApp } from '@inertiajs/svelte';
import { createInertiaApp as vueApp } from '@inertiajs/vue3';
import { renderToString as react } from 'react-dom/server';
import { render as svelte } from 'svelte/server';
import { createSSRApp, h } from 'vue';
import { renderToString as vue } from 'vue/server-renderer';
import ReactPage from './Page.jsx';
import SveltePage from './Page.svelte';
import VuePage from './Page.vue';
import { serve } from './serve.mjs';

const render = {
    react: page => reactApp({ page, render: react, resolve: () => ReactPage,
        setup: ({ App, props }) => <App {...props}/> }),
    svelte: page => svelteApp({ page, resolve: () => ({ default: SveltePage }),
        setup: ({ App, props }) => svelte(App, { props }) }),
    vue: page => vueApp({ page, render: vue, resolve: () => VuePage,
        setup: ({ App, props, plugin }) =>
            createSSRApp({ render: () => h(App, props) }).use(plugin) })
};

serve(async (path, response, request) => {
    const [, name, slug] = path.split('/');
    const page = { component: 'Page', props: { slug, errors: {} }, url: path,
        version: null };
    if (request.headers['x-inertia']) {
        response.setHeader('Content-Type', 'application/json');
        response.setHeader('X-Inertia', 'true');
        response.setHeader('Vary', 'X-Inertia');
        return JSON.stringify(page);
    }
    const { head, body } = await render[name](page);
    return '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        + `<title>The ferry</title><script type="module" src="/${name}.js">`
        + `</script>${head.join('')}</head><body>${body}</body></html>`;
});
