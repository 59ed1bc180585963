import { cloudflare } from '@cloudflare/vite-plugin';
import { redwood } from 'rwsdk/vite';

export default {
    plugins: [ cloudflare({ viteEnvironment: { name: 'worker' },
        inspectorPort: false }), redwood() ]
};
