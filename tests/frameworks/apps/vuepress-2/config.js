import { viteBundler } from '@vuepress/bundler-vite';
import { defineUserConfig } from 'vuepress';

export default defineUserConfig({
    title: 'The Lantern',
    bundler: viteBundler({ viteOptions: {
        define: { __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true' } } }),
    theme: { name: 'lantern',
        clientConfigFile: new URL('client.js', import.meta.url).pathname }
});
