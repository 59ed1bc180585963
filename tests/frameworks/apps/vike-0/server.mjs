import { renderPage } from 'vike/server';
import './dist/server/entry.mjs';
import { serve } from './serve.mjs';

serve(async (path, response) => {
    const page = await renderPage({ urlOriginal: path });
    response.statusCode = page.httpResponse.statusCode;
    for (const [name, value] of page.httpResponse.headers) {
        response.setHeader(name, value);
    }
    return page.httpResponse.getBody();
});
