import { createHydrogenContext, InMemoryCache } from '@shopify/hydrogen';
import { createRequestHandler } from '@shopify/hydrogen/oxygen';
import * as build from 'virtual:react-router/server-build';

const session = { isPending: false, get() {}, set() {}, unset() {},
    commit: async () => '' };

export default {
    async fetch(request, env, { waitUntil }) {
        const context = createHydrogenContext({ env, request, waitUntil, session,
            cache: new InMemoryCache(), i18n: { language: 'EN', country: 'US' },
            cart: { queryFragment: '' } });
        return createRequestHandler({ build, mode: 'production',
            getLoadContext: () => context })(request);
    }
};
