// /app: the root is a div. /body: it is the body.

import { render } from 'svelte/server';
import Story from './Story.svelte';
import { serve } from './serve.mjs';

serve(path => {
    const { head, body } = render(Story);
    const start = '<!DOCTYPE html><html lang="en"><head>'
        + '<meta charset="utf-8"><title>The ferry</title>'
        + `<script type="module" src="/client.js"></script>${head}</head>`;
    return path === '/body'
        ? `${start}<body>${body}</body></html>`
        : `${start}<body><div id="app">${body}</div>`
            + '<footer>foot</footer></body></html>';
});
