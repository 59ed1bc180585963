import solid from 'vite-plugin-solid';

export default {
    plugins: [ solid({ ssr: true }) ],
    build: { rollupOptions: { input: [ 'root.jsx', 'document.jsx' ],
        output: { entryFileNames: '[name].js' } } }
};
