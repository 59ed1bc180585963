// Pages as they are, whose links a library follows: /LIBRARY/ferry. Turbo takes
// the body, a frame or what a stream says; htmx the body (hx-boost) or a part.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { serve } from './serve.mjs';

const { resolve } = createRequire(import.meta.url);
const turbo = resolve('@hotwired/turbo').replace(/[^/]*$/, '');
const files = {
    turbo: turbo + 'turbo.es2017-umd.js',
    'turbo-7': turbo.replace('@hotwired/turbo', 'turbo-7')
        + 'turbo.es2017-umd.js',
    'htmx-2': 'node_modules/htmx-2/dist/htmx.js',
    'htmx-4': 'node_modules/htmx-4/dist/htmx.js',
    unpoly: 'node_modules/unpoly/unpoly.js'
};

// the attributes of a link from the page of a kind
const link = (kind, slug) => ({
    'turbo-frame': 'data-turbo-frame=story data-turbo-action=advance',
    'turbo-stream': 'data-turbo-stream',
    'htmx-2': 'hx-boost=true',
    'htmx-4': 'hx-boost=true',
    'htmx-2-part': `hx-get=/part/${slug} hx-target=main hx-push-url=`
        + `/htmx-2-part/${slug}`,
    'htmx-4-part': `hx-get=/part/${slug} hx-target=main hx-push-url=`
        + `/htmx-4-part/${slug}`,
    unpoly: 'up-follow up-target=body'
}[kind] || '');

const article = slug => `<article id=story-article><h1>The ${slug}</h1>`
    + '<button onclick="this.textContent++">0</button></article>';

serve(async (path, response, request) => {
    const [, kind, slug] = path.split('/');
    if (kind === 'library') {
        response.setHeader('Content-Type', 'text/javascript');
        return readFile(files[slug]);
    }
    if (kind === 'part') {
        return article(slug);
    }
    if (kind === 'turbo-stream'
        && request.headers.accept.includes('turbo-stream')) {
        response.setHeader('Content-Type', 'text/vnd.turbo-stream.html');
        return '<turbo-stream action=replace target=story-article><template>'
            + `${article(slug)}</template></turbo-stream>`;
    }
    const library = Object.keys(files).reverse().find(f => kind.startsWith(f));
    const nav = [ 'ferry', 'harbour' ].map(s =>
        `<a id=${s} href=/${kind}/${s} ${link(kind, s)}>${s}</a>`).join(' ');
    const main = `<main>${article(slug)}</main>`;
    return '<!DOCTYPE html><html lang=en><head><meta charset=utf-8>'
        + `<title>${slug}</title><script defer src=/library/${library}></script>`
        + `<script type=module>window.hydrated = true</script></head><body>`
        + `<nav>${nav}</nav>${kind === 'turbo-frame'
            ? `<turbo-frame id=story>${main}</turbo-frame>` : main}</body></html>`;
});
