import preact from '@preact/preset-vite';

export default {
    plugins: [ preact({ prerender: { enabled: true, renderTarget: '#app',
        additionalPrerenderRoutes: [ '/ferry', '/harbour' ] } }) ]
};
