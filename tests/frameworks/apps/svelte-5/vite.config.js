import { svelte } from '@sveltejs/vite-plugin-svelte';

export default {
    plugins: [ svelte() ],
    build: { rollupOptions: { input: 'client.js',
        output: { entryFileNames: '[name].js' } } }
};
