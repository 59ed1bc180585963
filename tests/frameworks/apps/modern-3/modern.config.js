const { appTools, defineConfig } = require('@modern-js/app-tools');

module.exports = defineConfig({
    server: { ssr: { mode: 'stream' } },
    plugins: [ appTools() ]
});
