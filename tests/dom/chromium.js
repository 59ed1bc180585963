#!/usr/bin/env node

// Chromium says where a notice must be: usage: chromium.js [PAIRS [SEED]].
// Pairs of a random broken page and a place; and pages of LN_DOM_PAGES
// (DIR/*/source.html or DIR/*.html), at the places that pages have.

'use strict';

const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { spawn, spawnSync } = require('child_process');
const { grammar } = require('./grammar.js');
const { soup } = require('./soup.js');

const build = process.env.LN_BUILD || 'build';
const pairs = Number(process.argv[2] || 400);
const seed = Number(process.argv[3] || 1);
const notice = '<aside data-legal-notice="judge">n</aside>';
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ln-dom-'));
const pages = new Map();

fs.writeFileSync(dir + '/notice', notice);

function placed(page, place) {
    const r = spawnSync(build + '/legal-notice', [ 'place', '--notice',
        dir + '/notice', '--encoding', 'utf-8', '--place', place ],
    { input: page, maxBuffer: 1 << 28 });

    if (r.status !== 0) {
        throw new Error(`exit ${r.status}: ${r.stderr}`);
    }

    return r.stdout;
}

const server = http.createServer((request, response) => {
    const [ , side, id ] = request.url.split('/');
    const page = pages.get(id);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');

    if (page) {
        response.setHeader('Content-Security-Policy',
            "script-src 'none'; img-src 'none'; media-src 'none';"
            + " connect-src 'none'; frame-src 'none'; style-src 'none';"
            + " font-src 'none'; object-src 'none'; form-action 'none'");
        response.end(side === 'a' ? page.page : page.placed);
    } else {
        response.end('<!DOCTYPE html><body><script>'
            + fs.readFileSync(__dirname + '/inpage.js') + '</script>');
    }
});

class Browser {
    constructor() {
        this.process = spawn('chromium', [ '--headless', '--no-sandbox',
            '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage',
            '--disable-background-networking', '--remote-debugging-pipe',
            `--user-data-dir=${dir}/profile` ],
        { stdio: [ 'ignore', 'ignore', 'ignore', 'pipe', 'pipe' ],
            env: { ...process.env, HOME: dir } });
        this.id = 0;
        this.waiting = new Map();
        let buffer = '';
        this.process.stdio[4].on('data', data => {
            buffer += data;
            let end;
            while ((end = buffer.indexOf('\0')) >= 0) {
                const m = JSON.parse(buffer.slice(0, end));
                buffer = buffer.slice(end + 1);
                if (m.id) {
                    this.waiting.get(m.id)(m);
                    this.waiting.delete(m.id);
                }
            }
        });
    }

    call(method, params = {}, sessionId = undefined) {
        const id = ++this.id;
        this.process.stdio[3].write(JSON.stringify({ id, method, params,
            sessionId }) + '\0');
        return new Promise((done, fail) => this.waiting.set(id, m =>
            m.error ? fail(new Error(m.error.message)) : done(m.result)));
    }

    async open(url) {
        const { targetId } = await this.call('Target.createTarget', { url });
        const { sessionId } = await this.call('Target.attachToTarget',
            { targetId, flatten: true });
        await this.call('Page.enable', {}, sessionId);
        await new Promise(done => setTimeout(done, 500));
        return expression => this.call('Runtime.evaluate', { expression,
            awaitPromise: true, returnByValue: true }, sessionId);
    }
}

const real = [ 'append body', 'append article', 'after article', 'append main',
    'after main', 'append h1', 'after h1', 'before h1', 'append p' ];

function* work() {
    for (let n = 0; n < pairs; n++) {
        const s = seed + n;
        if (n % 5 === 4) {
            const place = [ 'append body', 'append #story', 'after #story',
                'before #story', 'prepend #story', 'after h1' ][s % 6];
            yield { name: `soup ${s}`, page: soup(s), place };
        } else {
            yield { name: `seed ${s}`, ...grammar(s) };
        }
    }

    const root = process.env.LN_DOM_PAGES;
    for (const name of root ? fs.readdirSync(root).sort() : []) {
        const file = name.endsWith('.html') ? `${root}/${name}`
            : `${root}/${name}/source.html`;
        if (fs.existsSync(file)) {
            const page = fs.readFileSync(file);
            for (const place of real) {
                yield { name, page, place };
            }
        }
    }
}

async function main() {
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    const browser = new Browser();
    const evaluate = await browser.open(
        `http://127.0.0.1:${server.address().port}/`);
    let judged = 0, failed = 0, n = 0;

    try {
        const todo = work();
        await Promise.all(Array.from({ length: 6 }, async () => {
            for (const item of todo) {
                const id = String(n++);
                item.placed = placed(item.page, item.place);
                pages.set(id, item);
                const r = await evaluate(
                    `judge(${id}, ${JSON.stringify(item.place)})`);
                pages.delete(id);
                const why = r.exceptionDetails
                    ? JSON.stringify(r.exceptionDetails.exception) : r.result.value;
                judged += why === null ? 0 : 1;
                if (why) {
                    failed++;
                    console.log(`# ${item.name}: ${item.place}: ${why}`);
                    if (item.page.length < 2000) {
                        console.log(`#   ${JSON.stringify(String(item.page))}`);
                        console.log(`#   ${JSON.stringify(String(item.placed))}`);
                    }
                }
            }
        }));
    } finally {
        browser.process.kill();
        await new Promise(done => browser.process.on('exit', done));
        server.close();
        server.closeAllConnections();
        await remove(dir);
    }

    console.log(`${judged} of ${n} pairs were judged, ${failed} differ`);
    process.exitCode = failed || judged < n / 2 ? 1 : 0;
}

// Processes of the browser may outlive it, and write there still.
async function remove(dir) {
    for (let i = 0; i < 100; i++) {
        try {
            return fs.rmSync(dir, { recursive: true, force: true });
        } catch {
            await new Promise(done => setTimeout(done, 100));
        }
    }
    console.log(`# ${dir} is left`);
}

main();
