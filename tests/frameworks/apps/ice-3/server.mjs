import * as app from './build/server/index.mjs';
import { serve } from './serve.mjs';

serve(async (path, response, request) => {
    const { value, statusCode } = await app.renderToHTML(
        { req: request, res: response });
    response.statusCode = statusCode || 200;
    return value;
});
