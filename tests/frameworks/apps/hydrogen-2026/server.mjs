// Oxygen's part, by Node.js: what it hands to the worker of a shop.

import worker from './dist/server/index.js';
import { serve } from './serve.mjs';

const env = { SESSION_SECRET: 'a', PUBLIC_STORE_DOMAIN: 'lantern.example',
    PUBLIC_STOREFRONT_API_TOKEN: 'a' };

serve((path, response, request) => worker.fetch(new Request(
    'http://' + request.headers.host + request.url,
    { headers: request.headers }), env, { waitUntil() {} }));
