import { createInertiaApp } from '@inertiajs/vue3';
import { createSSRApp, h } from 'vue';
import Page from './Page.vue';

createInertiaApp({
    resolve: () => Page,
    setup: ({ el, App, props, plugin }) =>
        createSSRApp({ render: () => h(App, props) }).use(plugin).mount(el)
});
