export default {
    title: 'The Lantern',
    vite: { define: { __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true' } }
};
