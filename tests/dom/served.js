#!/usr/bin/env node

// Chromium says where notices must be in pages that nginx has served: usage:
// served.js [PAGES [SEED]].  Each page is loaded twice: by a reader to whom its
// notices are due and by one to whom they are not.  Page, encoding, way and rules
// come of the seed alone: `served.js 1 SEED` shows one page again.
// LN_DOM_PAGES names a directory of real pages, LN_DOM_TABS the number of tabs,
// LN_DOM_RESULTS a file to which all is written.

'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { Browser } = require('./browser.js');
const { dress } = require('./charsets.js');
const { cut, real } = require('./cut.js');
const { locations, prepare, upstream, ways } = require('./delivery.js');
const { formatting, grammar } = require('./grammar.js');
const { Nginx } = require('./nginx.js');
const { hidden, ownPages } = require('./own.js');
const { counted, listed, summary } = require('./report.js');
const { directive, rules, texts } = require('./rules.js');
const { remove } = require('./run.js');
const { generator, soup } = require('./soup.js');

const pages = Number(process.argv[2] || 400);
const seed = Number(process.argv[3] || 1);
const tabs = Number(process.env.LN_DOM_TABS || 2);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ln-served-'));
const due = '192.0.2.1', other = '198.51.100.1';

const atOnce = 3;                       // pages of a tab that are judged together
const together = 16;                    // pages that have their rules in common
const round = 1000;                     // pages of one nginx

// What cannot begin a page.
const parts = new RegExp('^(caption|col|colgroup|optgroup|option|tbody|td|tfoot'
    + '|th|thead|tr)$', 'i');

function random(s, salt) {
    return generator((s + salt) * 2654435761);
}

function made(s) {
    switch (s % 6) {
    case 0:
        return { kind: 'formatting', text: formatting(s).page };
    case 3:
        return { kind: 'cut', text: cut(s).page };
    case 4:
        return { kind: 'soup', text: soup(s) };
    default:
        return process.env.LN_DOM_PAGES && s % 60 === 1
            ? { kind: 'real', ...real(s) }
            : { kind: 'grammar', text: grammar(s).page };
    }
}

// By the first 512 bytes that are not blank, as docs/directives.md has it.
function isPage(bytes) {
    const head = bytes.subarray(0, 4096).toString('latin1').replace(/\0/g, '')
        .replace(/^[\t\n\f\r \xef\xbb\xbf\xfe\xff]+/, '').slice(0, 512);
    const first = head.replace(/^(<!--.*?-->\s*)+/s, '')
        .match(/^<([a-z]+)[\s/>]/i);
    return /<[a-z!/?]/i.test(head) && !(first && parts.test(first[1]));
}

// More than is held of a page, somewhere between its tags.
function lengthen(text, chance) {
    const parts = text.split(/(?=<p)/);
    const k = chance(parts.length);
    return parts.slice(0, k).join('') + '<p>' + 'long '.repeat(14000)
        + parts.slice(k).join('');
}

// A page, in its encoding, on its way, for a set of rules.
function dressed(page, s, set) {
    const chance = random(s, 1e6);
    if (!page.bytes && !chance(40)) {
        page.text = lengthen(page.text, chance);
        page.long = true;
    }
    if (!page.bytes) {
        Object.assign(page, dress(page.text, chance));
    }
    page.way = ways[chance(ways.length)];
    page.tls = Boolean(page.way.tls) || chance(2) === 1;
    page.due = isPage(page.bytes);
    page.slack = page.way.pause ? 'a stream that pauses'
        : page.long ? 'a better place beyond 64 KiB' : '';
    return Object.assign(page, { seed: s, set, asked: 0 });
}

// The pages of own.js come first, with their own places.
function* work() {
    const own = pages > 1 ? [ ...ownPages(), ...ownPages(hidden) ] : [];
    const sets = [ ...new Set(own.map(({ place }) => place)) ];

    for (const [ i, { place, page } ] of own.entries()) {
        const item = dressed({ kind: 'own', text: page }, i,
            `own${sets.indexOf(place)}`);
        item.first = place;
        if (/[^\x00-\x7f]/.test(place)) {
            Object.assign(item, { bytes: Buffer.from(item.text),
                header: 'utf-8', charset: 'utf-8', how: 'header',
                guess: false });
        }
        yield item;
    }
    for (let s = seed; s < seed + pages; s++) {
        yield dressed(made(s), s, `s${Math.floor(s / together)}`);
    }
}

// The next n of them, or as many as there are.
function next(items, n) {
    const list = [];
    while (list.length < n) {
        const { value, done } = items.next();
        if (done) {
            break;
        }
        list.push(value);
    }
    return list;
}

async function warm(page, port) {
    for (let n = page.way.warm ? random(page.seed, 5)(page.way.warm + 1) : 0;
        n > 0; n--) {
        const response = await fetch(`http://127.0.0.1:${port}${page.path}`
            + `?from=${n % 2 ? due : other}`,
        { headers: { 'Accept-Encoding': 'gzip, deflate' } });
        await response.arrayBuffer().catch(() => {});
    }
}

// An unbuffered page that meant not to pause may have done so all the same on a
// busy machine: then it is asked again.
async function judge(tab, lane, page, list) {
    const item = JSON.stringify({ rules: list, text: page.text, due: page.due,
        guess: page.guess, slack: page.slack });
    let result;
    for (let time = 0; time < (page.way.stream && !page.way.pause ? 5 : 1);
        time++) {
        const url = from => `"${page.path}?from=${from}&time=${time}"`;
        result = await tab.evaluate(`judgeServed("${lane}", ${url(other)},`
            + ` ${url(due)}, ${item})`)
            .catch(error => [ 'differs', error.message ]);
        if (result[0] !== 'differs') {
            break;
        }
    }
    return result;
}

// The page, its rules, and what nginx makes of it now.
async function complain(page, why, list, port) {
    const { seed, kind, way, how, charset, header } = page;
    console.log(`# ${kind} ${seed}, ${way.name}, ${charset} by ${how}`
        + `${header ? ` (${header})` : ''}${page.tls ? ', HTTP/2' : ''}: ${why}`);
    for (const { name, places } of list) {
        console.log(`#   ${name}: ${places.join('; ')}`);
    }
    if (page.text.length < 2000) {
        const response = await fetch(`http://127.0.0.1:${port}${page.path}?from=${
            due}`).catch(error => new Response(error.message));
        const bytes = await response.arrayBuffer().catch(() => '');
        console.log(`#   ${JSON.stringify(page.text)}`);
        console.log(`#   ${response.status} ${JSON.stringify(new TextDecoder(
            page.charset).decode(bytes))}`);
    }
}

async function openTab(browser, nginx, secure) {
    const tab = await browser.tab();
    await tab.go(secure ? `https://127.0.0.1:${nginx.tls}/judge`
        : `http://127.0.0.1:${nginx.port}/judge`);
    await tab.evaluate([ 'inpage.js', 'inserved.js' ].map(name =>
        fs.readFileSync(`${__dirname}/${name}`, 'utf8')).join('\n') + '\n0');
    return tab;
}

async function judgeRound(browser, nginx, origin, items, results) {
    const sets = new Map();
    for (const { set, first } of items) {
        if (!sets.has(set)) {
            sets.set(set, rules(set, Number(set.replace(/\D/g, '')), first));
        }
    }
    items.forEach((page, i) => {
        page.id = results.length + i;
        prepare(page, page.set, dir);
        origin.pages.set(page.id, page);
    });
    await nginx.start([ ...sets.values() ].flat().map(rule =>
        directive(rule, dir)).join(''), [ ...sets ].map(([ set, list ]) =>
        locations(set, list.map(rule => rule.name), dir, origin.port))
        .join(''));

    const queues = [ false, true ].map(secure => items.filter(page =>
        page.tls === secure).values());
    await Promise.all(Array.from({ length: tabs }, async (x, t) => {
        const tab = await openTab(browser, nginx, t % 2 === 1);
        await Promise.all(Array.from({ length: atOnce }, async (y, lane) => {
            for (const page of queues[t % 2]) {
                const list = sets.get(page.set);
                await warm(page, nginx.port);
                const [ what, why ] = await judge(tab, lane, page, list);
                if (what === 'differs') {
                    await complain(page, why, list, nginx.port);
                }
                results.push({ what, why, seed: page.seed, kind: page.kind,
                    way: page.way.name, charset: page.charset, how: page.how,
                    tls: page.tls, notices: page.due ? list.length : 0 });
                origin.pages.delete(page.id);
            }
        }));
        await tab.close();
    }));
}

// What the module itself says of it.
function lost(status) {
    return Object.entries(status.notices).flatMap(([ name, n ]) =>
        [ n.lost ? `${name}: ${n.lost} lost` : '',
            n.aborted ? `${name}: ${n.aborted} aborted` : '' ])
        .filter(Boolean);
}

function report(results, seconds) {
    const of = key => listed(counted(results.map(r => r[key])));

    console.log(`ways: ${of('way')}`);
    console.log(`encodings: ${of('charset')}`);
    console.log(`known by: ${of('how')}`);
    console.log(`${results.reduce((n, r) => n + r.notices, 0)} notices,`
        + ` ${results.filter(r => r.tls).length} pages by HTTP/2,`
        + ` ${results.filter(r => r.what === 'guessed').length} that Chromium`
        + ` has read in another encoding each time,`
        + ` ${(results.length / seconds).toFixed(1)} pages a second`);
    console.log(summary(results, 'pages through nginx'));
}

async function main() {
    const browser = new Browser(dir, '--ignore-certificate-errors');
    const nginx = new Nginx(dir);
    const byId = new Map();
    const server = await upstream(byId);
    const origin = { pages: byId, port: server.address().port };
    const results = [];
    const began = Date.now();

    for (const [ language, text ] of Object.entries(texts)) {
        fs.writeFileSync(`${dir}/text/${language}.html`, text);
    }

    try {
        const todo = work();
        for (let items; (items = next(todo, round)).length;) {
            await judgeRound(browser, nginx, origin, items, results);
            for (const line of lost(await nginx.status())) {
                console.log(`# ${line}`);
                process.exitCode = 1;
            }
            await nginx.stop();
            console.log(`${results.length} pages, ${results.filter(r =>
                r.what === 'differs').length} differ`);
        }
    } finally {
        await browser.close();
        server.close();
        server.closeAllConnections();
        if (process.exitCode && process.env.LN_DOM_KEEP) {
            console.log(`# ${dir} is kept`);
        } else {
            await remove(dir);
        }
    }

    if (process.env.LN_DOM_RESULTS) {
        fs.writeFileSync(process.env.LN_DOM_RESULTS, JSON.stringify(results));
    }
    report(results, (Date.now() - began) / 1000);
}

main();
