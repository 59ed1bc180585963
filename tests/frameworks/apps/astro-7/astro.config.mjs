import node from '@astrojs/node';
import react from '@astrojs/react';
import vue from '@astrojs/vue';

export default {
    output: 'server',
    adapter: node({ mode: 'standalone' }),
    integrations: [ react(), vue() ],
    devToolbar: { enabled: false }
};
