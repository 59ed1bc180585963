#!/usr/bin/env node

// Chromium says where a notice must be: usage: chromium.js [PAIRS [SEED]].
// First the pages of own.js, then PAIRS pairs of a random broken page and a
// place, then pages of LN_DOM_PAGES (DIR/*/source.html or DIR/*.html), at the
// places that pages have.  A difference must have its row in docs/design.md.
// LN_DOM_RESULTS is a file to which all pairs and their outcomes are written.

'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawn } = require('child_process');
const { Browser } = require('./browser.js');
const { formatting, grammar } = require('./grammar.js');
const { cut } = require('./cut.js');
const { hidden, ownPages } = require('./own.js');
const { soup } = require('./soup.js');

const build = process.env.LN_BUILD || 'build';
const pairs = Number(process.argv[2] || 400);
const seed = Number(process.argv[3] || 1);
const notice = '<aside data-legal-notice="judge">n</aside>';
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ln-dom-'));

fs.writeFileSync(dir + '/notice', notice);
fs.writeFileSync(dir + '/judge.html', '<!DOCTYPE html><meta charset=utf-8>'
    + '<meta http-equiv=Content-Security-Policy content="script-src \'none\';'
    + " img-src 'none'; media-src 'none'; connect-src 'none'; frame-src 'none';"
    + " style-src 'none'; font-src 'none'; object-src 'none'; worker-src 'none';"
    + ' form-action \'none\'; manifest-src \'none\'"><body>');

function placed(page, place) {
    return new Promise((done, fail) => {
        const child = spawn(build + '/legal-notice', [ 'place', '--notice',
            dir + '/notice', '--encoding', 'utf-8', '--hydrated', 'off',
            '--place', place ]);
        const out = [];
        let errors = '';
        child.stdout.on('data', data => out.push(data));
        child.stderr.on('data', data => errors += data);
        child.on('error', fail);
        child.on('close', code => code === 0
            ? done(Buffer.concat(out).toString())
            : fail(new Error(`exit ${code}: ${errors}`)));
        child.stdin.on('error', () => {});      // it may need no more
        child.stdin.end(page);
    });
}

const real = [ 'append body', 'append article', 'after article', 'append main',
    'after main', 'append h1', 'after h1', 'before h1', 'append p' ];

function* work() {
    for (const list of pairs ? [ undefined, hidden ] : []) {
        for (const item of ownPages(list)) {
            yield { name: 'own', ...item };
        }
    }

    for (let s = seed; s < seed + pairs; s++) {
        const place = [ 'append body', 'append #story', 'after #story',
            'before #story', 'prepend #story', 'after h1' ][(s / 6 | 0) % 6];
        switch (s % 6) {
        case 0:
            yield { name: `formatting ${s}`, ...formatting(s) };
            break;
        case 3:
            yield { name: `cut ${s}`, ...cut(s) };
            break;
        case 4:
            yield { name: `soup ${s}`, page: soup(s), place };
            break;
        default:
            yield { name: `seed ${s}`, ...grammar(s) };
        }
    }

    const root = process.env.LN_DOM_PAGES;
    for (const name of root ? fs.readdirSync(root).sort() : []) {
        const file = name.endsWith('.html') ? `${root}/${name}`
            : `${root}/${name}/source.html`;
        if (fs.existsSync(file)) {
            const page = fs.readFileSync(file, 'utf8');
            for (const place of real) {
                yield { name, page, place };
            }
        }
    }
}

async function judge(tab, item) {
    const out = await placed(item.page, item.place);
    const [ what, why ] = await tab.evaluate(`judge(${[ item.page, out,
        item.place ].map(text => JSON.stringify(text)).join()})`)
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

function report(results) {
    const design = fs.readFileSync(__dirname + '/../../docs/design.md', 'utf8');
    const count = what => results.filter(r => r.what === what).length;
    const names = new Map();
    for (const { why } of results.filter(r => r.what === 'named')) {
        names.set(why, (names.get(why) || 0) + 1);
    }
    const list = [ ...names ].sort((a, b) => b[1] - a[1]);

    console.log(`${results.length} pairs: ${count('same')} as`
        + ` insertAdjacentHTML(), ${count('named')} differ as docs/design.md`
        + ` says (${list.map(([ name, n ]) => `${name}: ${n}`).join(', ')}),`
        + ` ${count('none')} without a body, ${count('differs')} differ`);

    for (const [ name ] of list) {
        if (!design.includes(`\n| ${name} |`)) {
            console.log(`docs/design.md has no row "${name}"`);
            process.exitCode = 1;
        }
    }
    if (count('differs') || count('same') < results.length * 9 / 10) {
        process.exitCode = 1;
    }
}

async function main() {
    const browser = new Browser(dir);
    const results = [];

    try {
        const tab = await browser.tab();
        await tab.go(`file://${dir}/judge.html`);
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
    report(results);
}

// Processes of the browser may outlive it, and write there still.
async function remove(folder) {
    for (let i = 0; i < 100; i++) {
        try {
            return fs.rmSync(folder, { recursive: true, force: true });
        } catch {
            await new Promise(done => setTimeout(done, 100));
        }
    }
    console.log(`# ${folder} is left`);
}

main();
