// Real pages, cut: a window of a page, with what breaks pages put in.  The
// pages are the project's own, and those of LN_DOM_PAGES.

'use strict';

const fs = require('fs');
const { piece, places } = require('./grammar.js');
const { generator } = require('./soup.js');

const longest = 20000;

function files(dir) {
    return fs.readdirSync(dir, { withFileTypes: true })
        .sort((a, b) => a.name < b.name ? -1 : 1)
        .flatMap(f => f.isDirectory() ? files(`${dir}/${f.name}`)
            : f.name.endsWith('.html') ? [ `${dir}/${f.name}` ] : []);
}

let pages;

function all() {
    const dirs = [ __dirname + '/../../config/site',
        __dirname + '/../../config/restrictions' ];
    if (process.env.LN_DOM_PAGES) {
        dirs.push(process.env.LN_DOM_PAGES);
    }
    pages = pages || dirs.flatMap(files);
    return pages;
}

// Anywhere, but for half of a surrogate pair.
function at(text, n) {
    return n > 0 && /[\udc00-\udfff]/.test(text[n]) ? n - 1 : n;
}

function cut(seed) {
    const random = generator(seed * 2654435761);
    const list = all();
    const file = list[random(list.length)];
    const text = fs.readFileSync(file, 'utf8');
    const from = random(3) ? at(text, random(text.length)) : 0;
    const to = at(text, from + random(Math.min(longest, text.length - from) + 1));
    let page = text.slice(from, to);

    for (let n = random(4); n > 0; n--) {
        const i = random(2) ? page.indexOf('<', random(page.length + 1)) : -1;
        const k = i < 0 ? at(page, random(page.length + 1)) : i;
        page = page.slice(0, k) + piece(random) + page.slice(k);
    }

    return { page, place: places[random(places.length)] };
}

// A whole one, as it is: { bytes, text, header, charset, how }.
function real(seed) {
    const list = all();
    const bytes = fs.readFileSync(list[generator(seed * 2654435761)(
        list.length)]);
    let text = bytes.toString('latin1'), header = '';
    try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        header = 'utf-8';
    } catch {}                          // it says its encoding itself, or none
    return { bytes, text, header, charset: header || 'its own',
        how: header ? 'header' : 'its own', guess: !header };
}

module.exports = { cut, real };
