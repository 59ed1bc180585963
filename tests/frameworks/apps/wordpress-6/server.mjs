// What WordPress has made of the directives of a block: HTML.

import { serve } from './serve.mjs';

const link = slug => `<a id="${slug}" href="/news/${slug}"
    data-wp-on--click="actions.visit">${slug}</a>`;

serve(path => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
    <title>${path}</title></head>
    <body class="wp-singular"><div class="wp-site-blocks">
    <main data-wp-interactive="lantern" data-wp-router-region="lantern/story"
        data-wp-init="callbacks.ready">
        <nav>${link('ferry')} ${link('harbour')}</nav>
        <article class="story"><h1>The ${path.slice(6)}</h1>
            <p>It leaves at seven.</p>
            <div data-wp-context='{"n": 0}'><button data-wp-text="context.n"
                data-wp-on--click="actions.count">0</button></div>
        </article>
    </main></div><script type="module" src="/view.js"></script></body></html>`);
