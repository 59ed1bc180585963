import { CommonEngine } from '@angular/ssr';
import bootstrap from './main.server';

const engine = new CommonEngine();
const process = (globalThis as any).process;
const { createServer } = process.getBuiltinModule('http');
const { createReadStream } = process.getBuiltinModule('fs');

createServer(async (request: any, response: any) => {
    const file = 'dist/browser' + request.url;
    if (/\.js$/.test(file)) {
        response.setHeader('Content-Type', 'text/javascript');
        createReadStream(file).pipe(response);
        return;
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(await engine.render({
        bootstrap,
        documentFilePath: 'dist/server/index.server.html',
        url: 'http://127.0.0.1' + request.url,
        publicPath: 'dist/browser'
    }));
}).listen(Number(process.env['PORT']), '127.0.0.1');
