// Notices from a seed: one to four in force together, each with its places.

'use strict';

const { places } = require('./grammar.js');
const { generator } = require('./soup.js');

const story = [ 'append #story', 'after #story', 'before #story',
    'prepend #story', 'after h1', 'append article' ];
const attributes = 'class="legal-notice" role="note"';

// As they are written, and so that a parser need not change them.
const texts = {
    ru: '<p>Внимание — <b>«иностранный агент»</b> № 5</p>',
    ja: '<p>注意：表示ソ貼り 😀 &lt;b&gt; &amp;amp;</p>',
    ar: '<p>تنبيه قانوني</p><ul><li>أ</li><li>ب</li></ul>',
    en: 'Plain words, <i>“quoted”</i> &amp; an <em>é</em>',
    kk: '<p>Толығырақ: <a href="https://lantern.example/?a=1&amp;b=2">осында</a>'
        + '</p>',
    fa: '<table><tbody><tr><td>آ</td><td>ب</td></tr></tbody></table>',
    tt: '<p>№ 5 <button type="button">Ачык</button> җавап</p>',
    ba: '<p>Хәбәр <nobr>№ 5</nobr></p>',
    el: '<h2>Προσοχή</h2><blockquote>α <strong>β</strong></blockquote>',
};

// Start tags that may end an element of the page, as html/placer/ln_contains.h has
// them; those in the text.
const enders = [ 'a', 'button', 'nobr', 'table' ];

function has(text) {
    return enders.filter(name =>
        new RegExp(`<${name}[ >]`).test(text));
}

// The rules that are in force for the pages of the location block set; first:
// the first place of the first one.
function rules(set, seed, first) {
    const random = generator((seed + 77) * 2654435761);
    const pick = list => list[random(list.length)];
    // no parser can put something beside the body: seldom
    const place = () => {
        const one = pick(random(3) ? places : story);
        return / body$/.test(one) && random(4) ? 'after h1' : one;
    };
    const list = [];
    let same = '';

    for (let n = 1 + random(4); n > 0; n--) {
        const own = list.length === 0 && first ? [ first ]
            : same && !random(3) ? [ same ] : [ place() ];
        while (!random(2) && own.length < 4) {
            own.push(place());
        }
        same = own[0];
        const language = pick(Object.keys(texts));
        const name = `${pick([ 'b', 'a', 'z' ])}-${set}-${list.length}`;
        list.push({ name, places: own, language,
            has: has(texts[language]),
            markup: `<aside ${attributes} lang="${language}" dir="${
                /ar|fa/.test(language) ? 'rtl' : 'ltr'}" data-legal-notice="${name}">${
                texts[language]}</aside>` });
    }
    return list;
}

function quoted(text) {
    return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

// The rule as nginx reads it.
function directive(rule, dir) {
    return `legal_notice ${rule.name} { in here; text ${dir}/text/${
        rule.language}.html; hydrated off;${rule.places.map(place =>
        ` place ${place.replace(/ (.*)/, (all, selector) => ' '
            + quoted(selector))};`).join('')} }\n`;
}

module.exports = { directive, enders, has, rules, texts };
