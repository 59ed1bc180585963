// /app: the root is a div. /document: Solid has made all of it.

import { generateHydrationScript, renderToString } from 'solid-js/web';
import { Story, Whole } from './story.jsx';
import { serve } from './serve.mjs';

serve(path => path === '/document'
    ? '<!DOCTYPE html>' + renderToString(() => <Whole/>)
    : '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        + `<title>The ferry</title>${generateHydrationScript()}`
        + '<script type="module" src="/root.js"></script></head><body>'
        + `<div id="app">${renderToString(() => <Story/>)}</div>`
        + '<footer>foot</footer></body></html>');
