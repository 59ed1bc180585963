// What a server in Elixir does: a page, and its LiveView by a WebSocket. Of
// Phoenix itself this has the scripts, from npm.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { WebSocketServer } from 'ws';

const port = Number(process.env.PORT);
const parts = [ '<main><article><h1>The ferry</h1><p>It crosses every hour.</p>'
    + '<button phx-click="add">', '</button></article></main>' ];

const page = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    + `<meta name="socket" content="ws://127.0.0.1:${port}/live">`
    + '<meta name="csrf-token" content="x"><title>The ferry</title>'
    + '<script defer src="/phoenix.js"></script>'
    + '<script defer src="/phoenix_live_view.js"></script>'
    + '<script defer src="/client.js"></script></head><body>'
    + '<div id="phx-F1" data-phx-main data-phx-session="s" data-phx-static="s">'
    + parts.join(0) + '</div><footer>foot</footer></body></html>';

const server = createServer(async (request, response) => {
    if (request.url.endsWith('.js')) {
        response.setHeader('Content-Type', 'text/javascript');
        response.end(await readFile('dist/client' + request.url));
        return;
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(page);
});

new WebSocketServer({ server }).on('connection', socket => {
    let count = 0;
    socket.on('message', data => {
        const [ join, ref, topic, event ] = JSON.parse(data);
        const reply = { phx_join: { rendered: { 0: '0', s: parts },
                                    liveview_version: '1.2.12' },
                        event: { diff: { 0: String(++count) } } };
        socket.send(JSON.stringify([ join, ref, topic, 'phx_reply',
            { status: 'ok', response: reply[event] || {} } ]));
        if (event === 'phx_join') {
            count = 0;
        }
    });
});

server.listen(port, '127.0.0.1');
