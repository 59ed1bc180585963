// /template: a template that is hydrated in a div. /element: an element with a
// shadow tree.

import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { story } from './story.mjs';
import { serve } from './serve.mjs';

const head = name => '<!DOCTYPE html><html lang="en"><head>'
    + '<meta charset="utf-8"><title>The ferry</title>'
    + `<script type="module" src="/${name}.js"></script></head><body>`;
const tail = '<footer>foot</footer></body></html>';

serve(async path => path === '/element'
    ? head('element') + await collectResult(render(html`<lantern-story><main>
        <article class="story"><h1>The ferry</h1><p>It leaves at seven.</p>
        <button>0</button></article></main></lantern-story>`)) + tail
    : `${head('template')}<div id="app">`
        + `${await collectResult(render(story(0)))}</div>${tail}`);
