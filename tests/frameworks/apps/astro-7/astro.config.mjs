import node from '@astrojs/node';
import preact from '@astrojs/preact';
import react from '@astrojs/react';
import solid from '@astrojs/solid-js';
import svelte from '@astrojs/svelte';
import vue from '@astrojs/vue';

const jsx = name => ({ include: `**/parts/${name}/*` });

export default {
    output: 'server',
    adapter: node({ mode: 'standalone' }),
    integrations: [ react(jsx('react')), preact(jsx('preact')),
        solid(jsx('solid')), svelte(), vue() ],
    devToolbar: { enabled: false }
};
