import { reactRouter } from '@react-router/dev/vite';
import { hydrogen } from '@shopify/hydrogen/vite';

export default ({ isSsrBuild }) => ({
    plugins: [ hydrogen(), reactRouter() ],
    ssr: { noExternal: true },
    build: isSsrBuild ? { rollupOptions: { input: './worker.js' } } : {}
});
