// /app: the root is a div. /body: it is the body.

import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Story } from './story.mjs';
import { serve } from './serve.mjs';

const head = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    + '<title>The ferry</title>'
    + '<script type="module" src="/client.js"></script></head>';

serve(path => path === '/body'
    ? `${head}<body>${renderToString(h(Story))}</body></html>`
    : `${head}<body><div id="app">${renderToString(h(Story))}</div>`
        + '<footer>foot</footer></body></html>');
