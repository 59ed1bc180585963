// /root: the root is an element, whose id says nothing. /document: React has
// made all of it. /mismatch: that, with a name that the browser doesn't render.

import { renderToString } from 'react-dom/server.js';
import { Story } from './parts/story.jsx';
import { Whole } from './whole.jsx';
import { serve } from './serve.mjs';

serve(path => path !== '/root'
    ? '<!DOCTYPE html>' + renderToString(<Whole
        name={path === '/mismatch' ? 'Another' : undefined}/>)
    : '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        + '<title>The ferry</title><script type="module" src="/root.js">'
        + `</script></head><body><div id="site">${renderToString(<Story/>)}`
        + '</div><footer>foot</footer></body></html>');
