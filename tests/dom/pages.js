#!/usr/bin/env node

// Chromium says where a notice must be in real pages: usage: pages.js [SEED],
// with LN_DOM_PAGES, a directory (DIR/*/source.html or DIR/*.html).  Each page
// is judged at usual places, at places of its own and at a pattern, with
// `hydrated off`, and at usual places with `auto`; in chunks; every third one
// is cut as well.  A page that is valid UTF-8 is served so; others say their
// charset, or none.

'use strict';

const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { Browser } = require('./browser.js');
const { remove, run } = require('./run.js');

const command = (process.env.LN_BUILD || 'build') + '/legal-notice';
const root = process.env.LN_DOM_PAGES;
const seed = Number(process.argv[2] || 1);
const tabs = Number(process.env.LN_DOM_TABS || 2);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ln-pages-'));
const served = new Map();

const usual = [ 'append body', 'append article', 'after article',
    'append main', 'after h1', 'before h1', 'append p', 'append li', 'append td',
    'after table', 'after ul', 'append form' ];
const owned = [ 'append article', 'append main', 'after h1' ];
const pattern = 'after ~ </h1>';
const inpage = [ 'inpage.js', 'inreal.js' ].map(name =>
    fs.readFileSync(`${__dirname}/${name}`, 'utf8')).join('\n');
const counts = { pages: 0, none: 0, places: 0, auto: 0, patterns: 0, cuts: 0,
    differ: 0, adopted: 0, roots: 0, moved: 0, charsets: 0, other: 0 };

fs.writeFileSync(dir + '/notice',
    '<aside data-legal-notice="judge">n</aside>');

function isUtf8(page) {
    try {
        new TextDecoder('utf-8', { fatal: true }).decode(page);
        return true;
    } catch {
        return false;
    }
}

function place(page, ...options) {
    return run(command, page, [ '--always', '--notice',
        dir + '/notice', ...options,
        ...(page.utf8 ? [ '--encoding', 'utf-8' ] : []) ]);
}

const server = http.createServer((request, response) => {
    const page = served.get(request.url.slice(1));
    response.setHeader('Content-Type', 'text/html'
        + (page && page.utf8 ? '; charset=utf-8' : ''));
    response.setHeader('Content-Security-Policy', "default-src 'none';"
        + " style-src-attr 'unsafe-inline'; form-action 'none'");
    response.end(page || '');
});

let url = 0;

async function show(tab, page) {
    const id = String(++url);
    served.set(id, page);
    await tab.go(`http://127.0.0.1:${server.address().port}/${id}`);
    served.delete(id);
    await tab.evaluate(inpage + '\n0');
}

function complain(name, what, why) {
    counts.differ++;
    console.log(`# ${name}: ${what}: ${why}`);
}

async function firstDifference(a, b) {
    const x = await a.evaluate('window.lines');
    const y = await b.evaluate('window.lines');
    const i = x.findIndex((line, n) => line !== y[n]);
    const cut = line => String(line).slice(0, 200);
    return `the DOM differs at ${cut(x[i])}: ${cut(y[i])}`;
}

// What the adoption agency moved out of these had its notice before.
function adopted(is, want) {
    const bare = steps => steps.replace(
        /\d+(A|B|BIG|CODE|EM|FONT|I|NOBR|S|SMALL|STRIKE|STRONG|TT|U)\//g, '');

    return want.at !== 'append' && want.at !== 'after'
        && bare(is.path) === bare(want.path);
}

// Why the notice in b is not where a wants it; '' where it is, null where
// docs/design.md says that it can't be there.
async function compare(a, b, now, want) {
    const is = await b.evaluate(`after(${JSON.stringify(want)})`);

    if (is.count !== 1) {
        return `${is.count} notices`;
    }
    if (is.charset !== now.charset) {
        return `it is read as ${is.charset}, and was as ${now.charset}`;
    }
    if (want.seen && !is.seen) {
        return 'it is not visible';
    }
    if (!want.pattern && is.path !== want.path && !want.fostered
        && !((want.fallback || want.at === 'append' || want.at === 'after')
            && is.end))
    {
        return adopted(is, want) ? null
            : `it is at ${is.path} and not at ${want.path}`;
    }
    return is.hash === now.hash ? '' : firstDifference(a, b);
}

// asks(): the pairs of place and hydrated, once a has the page
async function judge(a, b, name, page, asks) {
    await show(a, page);
    const asked = await asks();
    const now = await a.evaluate(`before(${JSON.stringify(asked)},`
        + `${JSON.stringify(page.toString('latin1'))})`);

    if (!now) {
        counts.none++;
        return null;
    }

    const outputs = new Map();

    for (const [ i, [ where, hydrated ] ] of asked.entries()) {
        const out = await place(page, '--hydrated', hydrated, '--place', where);
        const key = out.toString('latin1');

        if (!now.wants[i].paragraph) {
            outputs.set(key, (outputs.get(key) || [ out ]).concat(i));
        }
    }

    for (const [ out, ...which ] of outputs.values()) {
        out.utf8 = page.utf8;
        await show(b, out);

        for (const i of which) {
            const [ place, hydrated ] = asked[i];
            counts[place.includes('~') ? 'patterns'
                : hydrated === 'auto' ? 'auto' : 'places']++;
            const why = await compare(a, b, now, now.wants[i]);

            if (why === null) {
                counts.adopted++;
            } else if (why) {
                complain(name, `${place}, hydrated ${hydrated}`, why);
            }
        }
    }
    return { ...now, asked };
}

async function judgeSplits(name, page) {
    const whole = await place(page, '--place', 'after h1');

    for (const size of [ '1', '100' ]) {
        const out = await place(page, '--place', 'after h1', '--chunk', size);

        if (!out.equals(whole)) {
            complain(name, 'after h1', `another place in chunks of ${size}`);
        }
    }
}

// A page that says its charset is read so, by Chromium and here.
async function judgeCharset(a, name, page) {
    const bare = Buffer.from(page);
    await show(a, bare);
    const charset = await a.evaluate('document.characterSet');
    const said = JSON.parse((await place(bare, '--offset')).toString());
    counts.charsets++;

    if (new TextDecoder(said.charset).encoding !== charset.toLowerCase()) {
        counts.other++;
        console.log(`# ${name}: charset ${charset}, here ${said.charset}`);
    }
}

async function judgePage(a, b, name, page) {
    counts.pages++;
    const now = await judge(a, b, name, page, async () =>
        (await a.evaluate(`document.body && document.body.localName === 'body'
            ? usual.concat(ownPlaces(${seed + counts.pages})) : usual`
            .replaceAll('usual', JSON.stringify(usual))))
            .map(place => [ place, 'off' ])
            .concat([ [ pattern, 'off' ] ])
            .concat(owned.map(place => [ place, 'auto' ])));

    if (!now) {
        return;
    }

    const at = (place, hydrated) => now.wants[now.asked.findIndex(([ p, h ]) =>
        p === place && h === hydrated)].path;
    const moved = owned.filter(place => at(place, 'off') !== at(place, 'auto'));

    counts.roots += now.whole || now.roots.length ? 1 : 0;
    counts.moved += moved.length ? 1 : 0;

    if (now.whole || now.roots.length) {
        console.log(`# ${name}: roots ${now.whole ? 'document' : ''}`
            + ` ${now.roots.slice(0, 3).join()}; passed over: ${moved.join()}`);
    }
    await judgeSplits(name, page);
    await judgeCharset(a, name, page);

    if (counts.pages % 3 === 0) {
        let cut = (Math.imul(seed * 7919 + counts.pages, 2654435761) >>> 0)
            % page.length;

        // a `<` at the end is text, and the notice stands before it

        while (cut > 0 && '</'.includes(String.fromCharCode(page[cut - 1]))) {
            cut--;
        }

        counts.cuts++;
        const part = page.subarray(0, cut);
        part.utf8 = page.utf8;
        await judge(a, b, `${name} cut at ${cut}`, part, async () =>
            [ 'append body', 'append article', 'after h1' ]
                .map(place => [ place, 'off' ]));
    }
    if (counts.pages % 20 === 0) {
        console.log(JSON.stringify(counts));
    }
}

function* files() {
    for (const name of fs.readdirSync(root).sort()) {
        const file = name.endsWith('.html') ? `${root}/${name}`
            : `${root}/${name}/source.html`;

        if (fs.existsSync(file)) {
            const page = fs.readFileSync(file);
            page.utf8 = isUtf8(page);
            yield [ name, page ];
        }
    }
}

async function work(browser, todo) {
    const a = await browser.tab(), b = await browser.tab();

    for (const [ name, page ] of todo) {
        try {
            await judgePage(a, b, name, page);
        } catch (e) {
            complain(name, 'cannot be judged', e.message);
        }
    }
}

async function main() {
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    const browser = new Browser(dir);

    try {
        const todo = files();
        await Promise.all(Array.from({ length: tabs }, () =>
            work(browser, todo)));
    } finally {
        await browser.close();
        server.close();
        server.closeAllConnections();
        console.log(JSON.stringify(counts));
        await remove(dir);
    }

    process.exitCode = counts.differ || !counts.places ? 1 : 0;
}

main();
