import { defineClientConfig } from 'vuepress/client';
import Layout from './Layout.vue';

export default defineClientConfig({ layouts: { Layout, NotFound: Layout } });
