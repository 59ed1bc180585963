// Which start tags of a text end or change what is open around its <aside>, asked
// of Chromium: each that a text may have, in pages with one or two elements open.

'use strict';

const fs = require('fs');
const { spawnSync } = require('child_process');

// Every element of the standard, and some that it has dropped.
const names = ('a abbr acronym address area article aside audio b bdi bdo big'
    + ' blockquote br button canvas center cite code data datalist dd del details'
    + ' dfn dialog dir div dl dt em fieldset figcaption figure font footer h1 h2 h3'
    + ' h4 h5 h6 header hgroup hr i iframe img input ins kbd label legend li'
    + ' listing main map mark marquee menu meter nav nobr object ol optgroup option'
    + ' output p picture pre progress q rb rp rt rtc ruby s samp script search'
    + ' section select slot small source span strike strong style sub summary sup'
    + ' svg table template textarea time track tt u ul var video wbr x-y xmp').split(' ');
const written = {
    rb: '<ruby><rb>w</rb></ruby>', rtc: '<ruby><rtc>w</rtc></ruby>',
    rp: '<ruby><rp>w</rp></ruby>', rt: '<ruby><rt>w</rt></ruby>',
    table: '<table><caption>w</caption><colgroup><col></colgroup><thead><tr><th>w'
        + '</th></tr></thead><tbody><tr><td>w</td></tr></tbody></table>',
};

// The first ones have another element in them, too.
const outer = 6;
const around = ('a nobr button table svg><foreignObject p b font div li dd h1 pre'
    + ' option optgroup ruby rt form select table><tr table><tr><td'
    + ' table><caption object marquee math><mi template span x-y').split(' ');

// In Chromium: the names in texts whose markup changes a page otherwise than words
// do, or is changed itself.
function judged(texts, around, outer) {
    const parse = html => new DOMParser().parseFromString('<!DOCTYPE html>'
        + '<body>' + html, 'text/html');
    const noticed = text => `<aside data-n>${text}</aside>`;
    const formatting = /<\/?(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(>| [^>]*>)/g;

    // as it is parsed, and the page without it
    const taken = doc => {
        const all = [ doc, ...[ ...doc.querySelectorAll('template') ]
            .map(e => e.content) ];
        const notice = all.map(root => root.querySelector('[data-n]'))
            .find(Boolean);
        const html = notice ? notice.innerHTML : '';
        if (notice) {
            notice.textContent = '';
        }
        return [ html.replace(formatting, ''), doc.documentElement.innerHTML ];
    };
    const alone = new Map(Object.entries(texts).map(([ name, text ]) =>
        [ name, taken(parse(noticed(text)))[0] ]));
    const shut = open => open.split('><').reverse().map(e => `</${e}>`).join('');
    const ends = new Set();
    let pages = 0;

    for (const [ i, first ] of around.entries()) {
        for (const inner of i < outer ? [ '', ...around ] : [ '' ]) {
            const open = `<${first}>` + (inner && `<${inner}>`) + 'x';
            for (const between of inner ? [ '', shut(first) ] : [ '' ]) {
                for (const end of [ '', (inner && shut(inner)) + shut(first),
                    shut(first), `<${first}>t` ])
                {
                    const page = text => parse(open + between + noticed(text)
                        + 'y' + end + '<i>z</i><p>u');
                    const [ , want ] = taken(page('w'));
                    for (const [ name, text ] of Object.entries(texts)) {
                        const [ html, rest ] = taken(page(text));
                        pages++;
                        if (html !== alone.get(name) || rest !== want) {
                            ends.add(name);
                        }
                    }
                }
            }
        }
    }
    return { ends: [ ...ends ].sort(), pages };
}

// { ends, pages, texts }: the names of those that do, in how many pages that was
// seen, and of how many texts; command: of those that it takes.
async function ends(tab, command, dir) {
    const texts = {};

    for (const name of names) {
        const text = written[name] || (/^(area|br|hr|img|source|track|wbr)$/
            .test(name) ? `w<${name}>v` : `<p>q</p><${name}>w</${name}>v`);
        fs.writeFileSync(`${dir}/text.html`, text);
        if (spawnSync(command, [ 'text', `${dir}/text.html` ]).status === 0) {
            texts[name] = text;
        }
    }
    const found = await tab.evaluate(`(${judged})(${JSON.stringify(texts)}, ${
        JSON.stringify(around)}, ${outer})`);
    return { ...found, texts: Object.keys(texts).length };
}

module.exports = { ends };
