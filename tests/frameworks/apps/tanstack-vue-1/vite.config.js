import { tanstackStart } from '@tanstack/vue-start/plugin/vite';
import vue from '@vitejs/plugin-vue';
import jsx from '@vitejs/plugin-vue-jsx';

export default {
    plugins: [ tanstackStart(), vue(), jsx() ],
    define: { __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true' }
};
