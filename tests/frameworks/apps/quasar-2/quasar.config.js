export default () => ({
    build: { vueRouterMode: 'history',
        extendViteConf: c => {
            c.define.__VUE_PROD_HYDRATION_MISMATCH_DETAILS__ = 'true';
        } },
    ssr: { middlewares: [ 'render' ] }
});
