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
    unpoly: 'node_modules/unpoly/unpoly.js',
    turbolinks: 'node_modules/turbolinks/dist/turbolinks.js',
    instantclick: 'node_modules/instantclick/instantclick.js',
    'jquery-pjax': 'node_modules/jquery-pjax/jquery.pjax.js',
    pjax: 'node_modules/pjax/pjax.js',
    barba: 'node_modules/@barba/core/dist/barba.umd.js',
    swup: 'node_modules/swup/dist/Swup.umd.js',
    'alpine-ajax': 'node_modules/@imacrayon/alpine-ajax/dist/cdn.js'
};

// what a library is started by, or needs beside it
const before = {
    instantclick: 'var module = {};',
    'jquery-pjax': await readFile('node_modules/jquery/dist/jquery.js', 'utf8')
};
const after = {
    'alpine-ajax': await readFile('node_modules/alpinejs/dist/cdn.js', 'utf8'),
    // a click begins with this
    instantclick: `addEventListener('click', e => e.target.dispatchEvent(
        new MouseEvent('mousedown', { bubbles: true })), true);
        InstantClick.init('mousedown')`,
    'jquery-pjax': `$(document).pjax('nav a', 'main', { fragment: 'main' })`,
    pjax: `new Pjax({ elements: 'nav a', selectors: [ 'title', 'main' ] })`,
    barba: 'barba.init()',
    swup: `new Swup({ containers: [ '#story' ], animationSelector: false })`
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
    unpoly: 'up-follow up-target=body',
    'alpine-ajax': 'x-target.push=story'
}[kind] || '');

const article = slug => `<article id=story-article><h1>The ${slug}</h1>`
    + '<button onclick="this.textContent++">0</button></article>';

serve(async (path, response, request) => {
    const [, kind, slug] = path.split('/');
    if (kind === 'library') {
        response.setHeader('Content-Type', 'text/javascript');
        return (before[slug] || '') + await readFile(files[slug], 'utf8')
            + `\n;${after[slug] || ''}`;
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
    const main = '<main id=story data-barba=container data-barba-namespace=a>'
        + `${article(slug)}</main>`;
    return '<!DOCTYPE html><html lang=en><head><meta charset=utf-8>'
        + `<title>${slug}</title><script defer src=/library/${library}></script>`
        + `<script type=module>window.hydrated = true</script></head><body x-data`
        + ` data-barba=wrapper><nav>${nav}</nav>${kind === 'turbo-frame'
            ? `<turbo-frame id=story>${main.replace(' id=story', '')}`
            + '</turbo-frame>' : main}</body></html>`;
});
