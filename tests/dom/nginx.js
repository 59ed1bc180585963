// An nginx with the module, for pages that a browser loads.

'use strict';

const fs = require('fs');
const net = require('net');
const { spawn, spawnSync } = require('child_process');
const { labels } = require('./charsets.js');

const build = fs.realpathSync(process.env.LN_BUILD || 'build');

// No page loads or runs anything; a style attribute may hide, as in a real one.
const policy = "default-src 'none'; style-src-attr 'unsafe-inline';"
    + " form-action 'none'";

function freePort() {
    return new Promise(done => {
        const server = net.createServer();
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => done(port));
        });
    });
}

function connects(port) {
    return new Promise(done => {
        const socket = net.connect(port, '127.0.0.1');
        socket.on('connect', () => { socket.destroy(); done(true); });
        socket.on('error', () => done(false));
    });
}

function certificate(dir) {
    spawnSync('openssl', [ 'req', '-x509', '-newkey', 'rsa:2048', '-nodes',
        '-days', '30', '-subj', '/CN=127.0.0.1', '-keyout', `${dir}/key.pem`,
        '-out', `${dir}/cert.pem` ], { stdio: 'ignore' });
}

// A file says its encoding by its suffix.
function types() {
    return [ 'html text/html', ...labels.map(label =>
        `${label} "text/html; charset=${label}"`) ].map(line =>
        line.replace(/(\S+) (.*)/, '$2 $1;')).join(' ');
}

// http: the rules; locations: blocks of the server; both as nginx reads them.
class Nginx {
    constructor(dir) {
        this.dir = dir;
        for (const name of [ 'html', 'tmp', 'cache', 'text' ]) {
            fs.mkdirSync(`${dir}/${name}`);
        }
        fs.chmodSync(dir, 0o755);
        certificate(dir);
    }

    async start(http, locations) {
        const { dir } = this;
        this.port = await freePort();
        this.tls = await freePort();
        fs.writeFileSync(`${dir}/nginx.conf`, `
${process.env.LN_STATIC ? '' : `load_module ${build}/ngx_http_legal_notice_module.so;`}
${process.getuid() === 0 ? 'user root;' : ''}
daemon off; pid ${dir}/pid; error_log ${dir}/error.log warn;
worker_processes 1;
events { }
http {
    types { ${types()} }
    access_log off; keepalive_requests 100000; gzip_min_length 1;
    client_body_temp_path ${dir}/tmp/b; proxy_temp_path ${dir}/tmp/p;
    fastcgi_temp_path ${dir}/tmp/f; uwsgi_temp_path ${dir}/tmp/u;
    scgi_temp_path ${dir}/tmp/s;
    proxy_cache_path ${dir}/cache keys_zone=c:1m;
    proxy_http_version 1.1; proxy_set_header Connection "";
    legal_client $arg_from;
    legal_jurisdiction here { network 192.0.2.0/24; }
${http}
    server {
        listen 127.0.0.1:${this.port};
        listen 127.0.0.1:${this.tls} ssl http2;
        ssl_certificate ${dir}/cert.pem; ssl_certificate_key ${dir}/key.pem;
        add_header Content-Security-Policy "${policy}" always;
        location = /judge {
            add_header Content-Security-Policy
                "default-src 'none'; frame-src 'self'; form-action 'none'";
            default_type "text/html; charset=windows-1252";
            return 200 "<!DOCTYPE html><title>judge</title>";
        }
        location = /status { legal_status; }
${locations}
    }
}
`);
        this.process = spawn(process.env.LN_NGINX || 'nginx', [ '-c',
            `${dir}/nginx.conf`, '-e', `${dir}/error.log` ],
        { stdio: [ 'ignore', 'ignore', 'inherit' ] });
        this.ended = new Promise(done => this.process.on('exit', done));

        while (!await connects(this.port)) {
            if (this.process.exitCode !== null) {
                throw new Error('nginx does not start: '
                    + fs.readFileSync(`${dir}/error.log`, 'utf8'));
            }
            await new Promise(done => setTimeout(done, 20));
        }
    }

    async status() {
        const response = await fetch(`http://127.0.0.1:${this.port}/status`);
        return response.json();
    }

    async stop() {
        this.process.kill();
        await this.ended;
    }
}

module.exports = { Nginx };
