// What both judges by Chromium do: the engine places, and a folder goes.

'use strict';

const fs = require('fs');
const { spawn } = require('child_process');

// The page as `legal-notice place` gives it.
function run(command, page, options) {
    return new Promise((done, fail) => {
        const child = spawn(command, [ 'place', ...options ]);
        const out = [];
        let errors = '';
        child.stdout.on('data', data => out.push(data));
        child.stderr.on('data', data => errors += data);
        child.on('error', fail);
        child.on('close', code => code === 0 ? done(Buffer.concat(out))
            : fail(new Error(`exit ${code}: ${errors}`)));
        child.stdin.on('error', () => {});      // it may need no more
        child.stdin.end(page);
    });
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

module.exports = { remove, run };
