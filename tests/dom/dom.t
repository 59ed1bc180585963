#!/usr/bin/env node

// Where notices go in the DOM, judged by parse5: pages of our own, pages of
// tag soup, and, if LN_DOM_PAGES names a directory of them (DIR/*/source.html,
// as mozilla/readability has them), real ones.  LN_DOM_SOUP is the number of
// soups, LN_DOM_SEED the first one's seed.

'use strict';

const fs = require('fs');
const { judge, notice, run } = require('./judge.js');
const { ownPages } = require('./own.js');
const { soup } = require('./soup.js');

const build = process.env.LN_BUILD || 'build';
const command = build + '/legal-notice';
const file = build + '/dom-notice.html';
const chunks = [ 65536, 1 ];

let n = 0;
let failed = 0;

function ok(good, what) {
    n++;
    failed += good ? 0 : 1;
    console.log(`${good ? 'ok' : 'not ok'} ${n} - ${what}`);
}

function check(page, place, sizes) {
    run.file = fs.openSync(file, 'r');

    try {
        return judge(command, page, place, sizes);
    } finally {
        fs.closeSync(run.file);
    }
}

fs.writeFileSync(file, notice);


for (const { place, page } of ownPages()) {
    const why = check(page, place, chunks);

    ok(why === '', `${place} in ${JSON.stringify(page)}`
        + (why === null ? ': nothing to judge' : why ? `: ${why}` : ''));
}


const places = [ 'append body', 'append #story', 'after #story',
    'before #story', 'prepend #story', 'append h1', 'after h1' ];
const soups = Number(process.env.LN_DOM_SOUP || 25);
const seed = Number(process.env.LN_DOM_SEED || 1);
let judged = 0;

for (let s = seed; s < seed + soups; s++) {
    const faults = [];

    for (const place of places) {
        const why = check(soup(s), place, [ 65536, 100 ]);

        judged += why === null ? 0 : 1;

        if (why) {
            faults.push(`${place}: ${why}`);
        }
    }

    ok(faults.length === 0, `soup ${s} ${faults.join('; ')}`);
}

ok(judged > 5 * soups, `${judged} places in ${soups} soups were judged`);


const pages = process.env.LN_DOM_PAGES;

if (pages) {
    for (const name of fs.readdirSync(pages).sort()) {
        const path = `${pages}/${name}/source.html`;

        if (!fs.existsSync(path)) {
            continue;
        }

        for (const place of [ 'append body', 'append article', 'after article',
            'append main', 'after main', 'append h1', 'after h1' ]) {
            const why = check(fs.readFileSync(path), place, [ 32768 ]);

            ok(!why, `${place} in ${name}` + (why ? `: ${why}` : ''));
        }
    }
}

console.log(`1..${n}`);
process.exitCode = failed ? 1 : 0;
