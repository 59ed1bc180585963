// Chromium, driven by its protocol through pipes.

'use strict';

const { spawn } = require('child_process');


class Browser {
    // dir: of the profile, and Chromium's home; flags: more of its options
    constructor(dir, ...flags) {
        this.process = spawn('chromium', [ '--headless', '--no-sandbox',
            '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage',
            '--disable-background-networking', '--remote-debugging-pipe',
            `--user-data-dir=${dir}/profile`, ...flags ],
        { stdio: [ 'ignore', 'ignore', 'ignore', 'pipe', 'pipe' ],
            env: { ...process.env, HOME: dir } });
        this.id = 0;
        this.waiting = new Map();
        this.listening = new Map();
        this.read(this.process.stdio[4]);
    }

    read(pipe) {
        let parts = [];
        pipe.setEncoding('utf8');
        pipe.on('data', data => {
            for (let end; (end = data.indexOf('\0')) >= 0;) {
                parts.push(data.slice(0, end));
                data = data.slice(end + 1);
                this.take(JSON.parse(parts.join('')));
                parts = [];
            }
            parts.push(data);
        });
    }

    take(message) {
        const done = message.id ? this.waiting.get(message.id)
            : this.listening.get(message.sessionId + message.method);

        this.waiting.delete(message.id);

        if (done) {
            done(message);
        }
    }

    call(method, params = {}, sessionId = undefined) {
        const id = ++this.id;
        this.process.stdio[3].write(JSON.stringify({ id, method, params,
            sessionId }) + '\0');
        return new Promise((done, fail) => this.waiting.set(id, m =>
            m.error ? fail(new Error(m.error.message)) : done(m.result)));
    }

    async tab() {
        const { targetId } = await this.call('Target.createTarget',
            { url: 'about:blank' });
        const { sessionId } = await this.call('Target.attachToTarget',
            { targetId, flatten: true });
        const tab = new Tab(this, sessionId, targetId);
        await tab.call('Page.enable');
        return tab;
    }

    async close() {
        this.process.kill();
        await new Promise(done => this.process.on('exit', done));
    }
}


class Tab {
    constructor(browser, sessionId, targetId) {
        this.browser = browser;
        this.sessionId = sessionId;
        this.targetId = targetId;
    }

    call(method, params) {
        return this.browser.call(method, params, this.sessionId);
    }

    // Until the page is parsed.
    async go(url) {
        const event = this.sessionId + 'Page.domContentEventFired';
        const parsed = new Promise(done =>
            this.browser.listening.set(event, done));
        await this.call('Page.navigate', { url });
        await parsed;
    }

    close() {
        return this.browser.call('Target.closeTarget',
            { targetId: this.targetId });
    }

    async evaluate(expression) {
        const r = await this.call('Runtime.evaluate', { expression,
            awaitPromise: true, returnByValue: true });

        if (r.exceptionDetails) {
            throw new Error(r.exceptionDetails.exception.description
                || JSON.stringify(r.exceptionDetails));
        }
        return r.result.value;
    }
}

module.exports = { Browser };
