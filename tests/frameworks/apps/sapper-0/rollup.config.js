import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import svelte from 'rollup-plugin-svelte';
import config from 'sapper/config/rollup.js';

const plugins = browser => [
    replace({ 'process.browser': browser,
        'process.env.NODE_ENV': '"production"' }),
    svelte({ hydratable: true, generate: browser ? 'dom' : 'ssr' }),
    resolve({ browser, dedupe: [ 'svelte' ] })
];

export default {
    client: { input: config.client.input(), output: config.client.output(),
        plugins: plugins(true) },
    server: { input: config.server.input(), output: config.server.output(),
        plugins: plugins(false), external: [ 'sirv', 'http' ] }
};
