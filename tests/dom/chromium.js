#!/usr/bin/env node

// Chromium says where a notice must be: usage: chromium.js [PAIRS [SEED]].
// First the pages of own.js, then PAIRS pairs of a random broken page and a
// place.  A difference must have its row in docs/design.md.  Whole real pages
// have a judge of their own, pages.js; LN_DOM_PAGES names some to be cut here.
// LN_DOM_RESULTS is a file to which all pairs and their outcomes are written.

'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { Browser } = require('./browser.js');
const { formatting, grammar } = require('./grammar.js');
const { cut } = require('./cut.js');
const { ends } = require('./ends.js');
const { hidden, ownPages } = require('./own.js');
const { enders, has } = require('./rules.js');
const { summary } = require('./report.js');
const { remove, run } = require('./run.js');
const { soup } = require('./soup.js');

const command = (process.env.LN_BUILD || 'build') + '/legal-notice';
const pairs = Number(process.argv[2] || 400);
const seed = Number(process.argv[3] || 1);
// A text without and with each that may end an element of the page.
const notices = [ 'n', '<p>n <a href="#n">n</a></p>', 'n <nobr>n</nobr>',
    '<p>n</p><button>n</button>', '<table><tbody><tr><td>n</td></tr></tbody></table>'
].map(text => `<aside data-legal-notice="judge">${text}</aside>`);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ln-dom-'));

notices.forEach((notice, n) => fs.writeFileSync(`${dir}/notice${n}`, notice));
fs.writeFileSync(dir + '/judge.html', '<!DOCTYPE html><meta charset=utf-8>'
    + '<meta http-equiv=Content-Security-Policy content="script-src \'none\';'
    + " img-src 'none'; media-src 'none'; connect-src 'none'; frame-src 'none';"
    + " style-src 'none'; style-src-attr 'unsafe-inline'; font-src 'none';"
    + " object-src 'none'; worker-src 'none';"
    + ' form-action \'none\'; manifest-src \'none\'"><body>');

async function placed(page, place, n) {
    const out = await run(command, page, [ '--notice', `${dir}/notice${n}`,
        '--encoding', 'utf-8', '--hydrated', 'off', '--always',
        '--place', place ]);
    return out.toString();
}

function* work() {
    for (const list of pairs ? [ undefined, hidden ] : []) {
        for (const item of ownPages(list)) {
            for (const n of notices.keys()) {
                yield { name: 'own', n, ...item };
            }
        }
    }

    for (let s = seed; s < seed + pairs; s++) {
        const place = [ 'append body', 'append #story', 'after #story',
            'before #story', 'prepend #story', 'after h1' ][(s / 6 | 0) % 6];
        const n = (s / 5 | 0) % notices.length;
        switch (s % 6) {
        case 0:
            yield { name: `formatting ${s}`, n, ...formatting(s) };
            break;
        case 3:
            yield { name: `cut ${s}`, n, ...cut(s) };
            break;
        case 4:
            yield { name: `soup ${s}`, n, page: soup(s), place };
            break;
        default:
            yield { name: `seed ${s}`, n, ...grammar(s) };
        }
    }
}

async function judge(tab, item) {
    const out = await placed(item.page, item.place, item.n);
    const notice = notices[item.n];
    const [ what, why ] = await tab.evaluate(`judge(${[ item.page, out,
        item.place, notice, has(notice) ].map(text => JSON.stringify(text))
        .join()})`)
        .catch(error => [ 'differs', error.message ]);
    const short = item.page.length < 2000;

    if (what === 'differs') {
        console.log(`# ${item.name}: ${item.place}: ${why}`);
        if (short) {
            console.log(`#   ${JSON.stringify(item.page)}`);
            console.log(`#   ${JSON.stringify(out)}`);
        }
    }
    return { what, why, ...item, page: short ? item.page : '',
        out: short ? out : '' };
}

async function main() {
    const browser = new Browser(dir);
    const results = [];
    let ending;

    try {
        const tab = await browser.tab();
        await tab.go(`file://${dir}/judge.html`);
        ending = await ends(tab, command, dir);
        await tab.evaluate(fs.readFileSync(__dirname + '/inpage.js', 'utf8')
            + '\n0');
        const todo = work();
        await Promise.all(Array.from({ length: 4 }, async () => {
            for (const item of todo) {
                results.push(await judge(tab, item));
            }
        }));
    } finally {
        await browser.close();
        await remove(dir);
    }

    if (process.env.LN_DOM_RESULTS) {
        fs.writeFileSync(process.env.LN_DOM_RESULTS, JSON.stringify(results));
    }
    console.log(`of ${ending.texts} start tags in ${ending.pages} texts, these end`
        + ` what is around the text: ${ending.ends.join(' ')}`);
    console.log(summary(results, 'pairs'));
    if (ending.ends.join() !== enders.join()) {
        console.log(`html/placer/ln_contains.h has ${enders.join(' ')}`);
        process.exitCode = 1;
    }
}

main();
