import analog from '@analogjs/platform';

export default {
    build: { target: [ 'es2022' ] },
    resolve: { mainFields: [ 'module' ] },
    plugins: [ analog({ ssr: true, prerender: { routes: [] },
        nitro: { preset: 'node-server' } }) ]
};
