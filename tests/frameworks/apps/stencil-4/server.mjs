// /light: an element that renders the article. /shadow: one with a shadow tree,
// around an article that is the page's.

import { readFileSync } from 'node:fs';
import hydrate from './dist/hydrate/index.js';
import { serve } from './serve.mjs';

const page = readFileSync('dist/client/index.html', 'utf8');
const content = {
    '/light': '<light-story></light-story>',
    '/shadow': '<shadow-story><main><article class="story"><h1>The ferry</h1>'
        + '<p>It leaves at seven.</p><button onclick="this.textContent++">0'
        + '</button></article></main></shadow-story>'
};

serve(async path => (await hydrate.renderToString(page.replace(
    /<section>/, `$&${content[path]}`), { fullDocument: true })).html);
