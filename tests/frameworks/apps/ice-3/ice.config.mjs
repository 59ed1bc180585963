import { defineConfig } from '@ice/app';

export default defineConfig(() => ({
    ssr: true, server: { onDemand: false, format: 'esm' }
}));
