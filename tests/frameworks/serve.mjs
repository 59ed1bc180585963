// The server of an app that has none of its own: pages by a function of the
// app, the files of dist/client as they are.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types = { '.js': 'text/javascript', '.mjs': 'text/javascript',
    '.css': 'text/css', '.json': 'application/json' };

// page(path, response, request) answers for a page: with its HTML, with a
// Response, or with undefined once it has written to the response itself.
export function serve(page) {
    createServer(async (request, response) => {
        const path = new URL(request.url, 'http://a').pathname;
        const type = types[extname(path)];
        try {
            if (type) {
                const file = join('dist/client', normalize(path));
                response.setHeader('Content-Type', type);
                response.end(await readFile(file));
                return;
            }
            response.setHeader('Content-Type', 'text/html; charset=utf-8');
            const html = await page(path, response, request);
            if (html instanceof Response) {
                response.writeHead(html.status, [ ...html.headers ].flat());
                for await (const part of html.body || []) {
                    response.write(part);
                }
                response.end();
            } else if (html !== undefined) {
                response.end(html);
            }
        } catch (e) {
            response.statusCode = e.code === 'ENOENT' ? 404 : 500;
            response.setHeader('Content-Type', 'text/plain');
            response.end(String(e.stack));
        }
    }).listen(Number(process.env.PORT), '127.0.0.1');
}
