import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';

export default {
    plugins: [ react(), vue() ],
    define: { __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: true },
    build: { rollupOptions: { input: [ 'react.jsx', 'vue.js' ],
        output: { entryFileNames: '[name].js' } } }
};
