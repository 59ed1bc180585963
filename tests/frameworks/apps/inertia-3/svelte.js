import { createInertiaApp } from '@inertiajs/svelte';
import { hydrate } from 'svelte';
import Page from './Page.svelte';

createInertiaApp({
    resolve: () => ({ default: Page }),
    setup: ({ el, App, props }) => hydrate(App, { target: el, props })
});
