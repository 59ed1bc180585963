// The ways in which nginx gets a page, and the upstream that has it.

'use strict';

const fs = require('fs');
const http = require('http');
const zlib = require('zlib');
const { generator } = require('./soup.js');

const zip = { gzip: zlib.gzipSync, deflate: zlib.deflateSync,
    br: page => zlib.brotliCompressSync(page,
        { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }) };

// Each is a location block of the set, and what the upstream does.  warm: so
// many requests before that of the browser, at most.
const ways = [
    { name: 'file', at: 'file', file: true, warm: 3 },
    { name: 'file, gzip on', at: 'gzip', file: true, warm: 3 },
    { name: 'compressed file', at: 'ready', file: true, ready: true, warm: 3 },
    { name: 'proxied', at: 'proxied', length: true },
    { name: 'proxied, gzip on', at: 'zipped', pieces: true },
    { name: 'in chunks', at: 'proxied', pieces: true },
    { name: 'from proxy_cache', at: 'cached', length: true, warm: 3 },
    { name: 'compressed from proxy_cache', at: 'cached', length: true,
        coding: 'gzip', warm: 3 },
    { name: 'compressed', at: 'proxied', length: true, coding: 'gzip', warm: 3 },
    { name: 'compressed, deflate', at: 'zipped', pieces: true,
        coding: 'deflate' },
    { name: 'compressed, br', at: 'proxied', length: true, coding: 'br',
        tls: true },
    { name: 'stream', at: 'proxied', pieces: true, stream: true },
    { name: 'stream, gzip on', at: 'zipped', pieces: true, stream: true },
    { name: 'compressed stream', at: 'proxied', pieces: true, stream: true,
        coding: 'gzip' },
    { name: 'stream that pauses', at: 'proxied', pieces: true, stream: true,
        pause: 110 },
];

// The location blocks of one set of rules.
function locations(set, names, dir, upstream) {
    const files = `alias ${dir}/html/; sendfile on;`;
    const proxied = `proxy_pass http://127.0.0.1:${upstream}/;`;
    return `location /${set}/ { legal_apply ${names.join(' ')};
        location /${set}/file/ { ${files} }
        location /${set}/gzip/ { ${files} gzip on; }
        location /${set}/ready/ { ${files} gzip_static always; }
        location /${set}/proxied/ { ${proxied} }
        location /${set}/zipped/ { ${proxied} gzip on; }
        location /${set}/cached/ { ${proxied} proxy_cache c;
            proxy_cache_key $uri; proxy_cache_valid 1h; }
    }\n`;
}

// What the browser asks for, and the files that it takes; reader: an address.
function prepare(page, set, dir) {
    const { way, bytes } = page;
    const type = page.header || 'html';
    page.path = `/${set}/${way.at}/${page.id}.${type}`;
    if (way.file) {
        const name = `${dir}/html/${page.id}.${type}`;
        fs.writeFileSync(way.ready ? name + '.gz' : name,
            way.ready ? zip.gzip(bytes) : bytes);
    }
}

function wait(ms) {
    return new Promise(done => ms ? setTimeout(done, ms) : setImmediate(done));
}

// Up to eight pieces, or bytes of a short page.
function cuts(bytes, random) {
    const list = [];
    for (let n = bytes.length < 400 && !random(6) ? bytes.length
        : 1 + random(8); n > 0; n--) {
        list.push(1 + random(bytes.length));
    }
    return list.sort((a, b) => a - b).concat(bytes.length);
}

async function send(page, response) {
    const { way } = page;
    const random = generator((page.seed + ++page.asked) * 2654435761);
    const body = way.coding ? zip[way.coding](page.bytes) : page.bytes;

    response.setHeader('Content-Type', 'text/html'
        + (page.header ? `; charset=${page.header}` : ''));
    response.setHeader('ETag', `"${page.id}"`);
    if (way.coding) {
        response.setHeader('Content-Encoding', way.coding);
    }
    if (way.stream) {
        response.setHeader('X-Accel-Buffering', 'no');
    }
    if (way.length) {
        response.setHeader('Content-Length', body.length);
    }
    if (!way.pieces) {
        return response.end(body);
    }
    let from = 0, pauses = way.pause ? 1 + random(2) : 0;
    for (const to of cuts(body, random)) {
        if (to > from) {
            response.write(body.subarray(from, to));
            from = to;
            const pause = pauses > 0 && to < body.length && random(2);
            pauses -= pause;
            await wait(pause ? way.pause : random(3) ? 0 : 1);
        }
    }
    response.end();
    return undefined;
}

// pages: by their ids.
function upstream(pages) {
    const server = http.createServer({ keepAliveTimeout: 60000 },
        (request, response) => {
            const page = pages.get(Number(request.url.match(/^\/(\d+)/)[1]));
            response.socket.setNoDelay(true);
            send(page, response).catch(error => response.destroy(error));
        });
    return new Promise(done => server.listen(0, '127.0.0.1', () =>
        done(server)));
}

module.exports = { locations, prepare, upstream, ways };
