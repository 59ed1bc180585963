import { AngularNodeAppEngine, createNodeRequestHandler,
    writeResponseToNodeResponse } from '@angular/ssr/node';

const engine = new AngularNodeAppEngine();
const { createServer } = (globalThis as any).process.getBuiltinModule('http');
const { createReadStream, statSync } = (globalThis as any).process
    .getBuiltinModule('fs');

export const reqHandler = createNodeRequestHandler(async (request, response) => {
    const file = 'dist/browser' + request.url;
    if (/\.js$/.test(file)) {
        response.setHeader('Content-Type', 'text/javascript');
        createReadStream(file).pipe(response);
        return;
    }
    const page = await engine.handle(request);
    if (page) {
        await writeResponseToNodeResponse(page, response);
    } else {
        response.statusCode = 404;
        response.end();
    }
});

const port = (globalThis as any).process.env['PORT'];
if (port) {
    createServer(reqHandler).listen(Number(port), '127.0.0.1');
}
