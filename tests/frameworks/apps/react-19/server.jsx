// /root: a page whose root is a div. /document: React has made all of it.
// /mismatch: that, with a name that the browser doesn't render.

import { PassThrough } from 'node:stream';
import { renderToPipeableStream } from 'react-dom/server';
import { Page, Whole, makeLate } from './story.jsx';
import { serve } from './serve.mjs';

const head = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    + '<title>The ferry</title><script type="module" src="/root.js"></script>'
    + '</head><body><div id="root">';
const tail = '</div><footer>foot</footer></body></html>';

serve((path, response) => {
    const Late = makeLate();
    const whole = path !== '/root';
    const name = path === '/mismatch' ? 'Another' : undefined;
    const { pipe } = renderToPipeableStream(
        whole ? <Whole Late={Late} name={name}/> : <Page Late={Late}/>, {
        bootstrapScripts: whole ? [ '/document.js' ] : [],
        onShellReady() {
            if (whole) {
                pipe(response);
                return;
            }
            const body = new PassThrough();
            response.write(head);
            body.on('end', () => response.end(tail));
            body.pipe(response, { end: false });
            pipe(body);
        }
    });
});
