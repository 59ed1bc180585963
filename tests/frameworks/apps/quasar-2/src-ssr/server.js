// Node's own server: what Quasar asks for, and no more.

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';

export const create = () => ({});

export const listen = ({ app, port }) => createServer((request, response) => {
    const file = app.folder + request.url;
    if (/\.(js|css)$/.test(file) && statSync(file, { throwIfNoEntry: false })) {
        response.setHeader('Content-Type', file.endsWith('.js')
            ? 'text/javascript' : 'text/css');
        createReadStream(file).pipe(response);
        return;
    }
    app.page(request, response);
}).listen(port, '127.0.0.1');

export const close = ({ listenResult }) => listenResult.close();

export const serveStaticContent = ({ app, resolve }) => ({ pathToServe }) => {
    app.folder = resolve.public(pathToServe);
};

export const renderPreloadTag = file => /\.js$/.test(file)
    ? `<link rel="modulepreload" href="${file}">`
    : /\.css$/.test(file) ? `<link rel="stylesheet" href="${file}">` : '';
