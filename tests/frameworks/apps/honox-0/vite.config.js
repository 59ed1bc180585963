import honox from 'honox/vite';
import client from 'honox/vite/client';

export default ({ mode }) => mode === 'client' ? {
    plugins: [ client({ input: [ '/app/client.js' ] }) ],
    build: { outDir: 'dist/client',
        rollupOptions: { output: { entryFileNames: 'client.js' } } }
} : {
    plugins: [ honox() ],
    build: { outDir: 'dist/server', ssr: 'app/server.js' }
};
