export default defineNuxtConfig({ telemetry: false, devtools: false,
    srcDir: 'app/' });
