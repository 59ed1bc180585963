import { h } from 'vue';
import { ViteSSG } from 'vite-ssg';
import { RouterView } from 'vue-router';
import News from './News.vue';

const route = slug => ({ path: '/' + slug, component: News, props: { slug } });

export const createApp = ViteSSG({ render: () => h(RouterView) },
    { routes: [ route('ferry'), route('harbour') ] });
