import 'zone.js/node';
import { renderApplication } from '@angular/platform-server';
import { App, config } from './app';

declare const __non_webpack_require__: any;

const { createServer } = __non_webpack_require__('http');
const { createReadStream, readFileSync } = __non_webpack_require__('fs');
const document = readFileSync('dist/browser/index.html', 'utf8');

createServer(async (request: any, response: any) => {
    if (/\.js$/.test(request.url)) {
        response.setHeader('Content-Type', 'text/javascript');
        createReadStream('dist/browser' + request.url).pipe(response);
        return;
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(await renderApplication(App, { appId: 'lantern', document,
        url: request.url, providers: config.providers }));
}).listen(Number((globalThis as any).process.env['PORT']), '127.0.0.1');
