import app from './dist/server/server.js';
import { serve } from './serve.mjs';

serve((path, response, request) => app.fetch(new Request(
    'http://127.0.0.1' + request.url, { headers: request.headers })));
