const FastBoot = require('fastboot');

const app = new FastBoot({ distPath: 'dist' });

import('./serve.mjs').then(({ serve }) => serve(async (path, response, request) =>
    (await app.visit(path, { request, response })).html()));
