import { svelte } from '@sveltejs/vite-plugin-svelte';
import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';

export default {
    plugins: [ react(), svelte(), vue() ],
    define: { __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: true },
    build: { rollupOptions: { input: [ 'react.jsx', 'svelte.js', 'vue.js' ],
        output: { entryFileNames: '[name].js' } } }
};
