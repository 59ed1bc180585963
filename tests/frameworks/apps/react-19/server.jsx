// /root: a page whose root is a div. /document: React has made all of it.

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
    const whole = path === '/document';
    const { pipe } = renderToPipeableStream(
        whole ? <Whole Late={Late}/> : <Page Late={Late}/>, {
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
