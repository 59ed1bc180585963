// Runs in Chromium, behind inpage.js: pages are loaded from nginx, by the reader
// to whom notices are due and by one to whom they are not.

'use strict';

const lanes = new Map();

// The document that one of a lane's two frames loads.
async function load(key, url) {
    let f = lanes.get(key);
    if (!f) {
        f = document.createElement('iframe');
        f.width = 800;
        f.height = 600;
        document.body.append(f);
        lanes.set(key, f);
    }
    await new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error('it does not end')),
            120000);
        f.onload = () => {
            clearTimeout(timer);
            done();
        };
        f.contentWindow.location.replace(url);
    });
    if (!f.contentDocument) {
        throw new Error('it breaks off');
    }
    return f.contentDocument;
}

// Elements alone, where a browser reads letters otherwise.
function bare(doc) {
    return dump(doc).map(line => /^\d+</.test(line)
        ? line.replace(/^(\d+<\S+ \S+).*/, '$1') : '').join();
}

// item: { rules, text, due, guess, slack }
async function judgeServed(lane, urlWithout, urlWith, item) {
    const [ da, db ] = await Promise.all([ load(lane + 'a', urlWithout),
        load(lane + 'b', urlWith) ]);
    if (framed(da)) {
        return [ 'none', 'a frameset' ];
    }
    if (da.querySelector('[data-legal-notice]')) {
        return [ 'differs', 'a notice for the other reader' ];
    }

    const all = [ ...db.querySelectorAll('[data-legal-notice]') ];
    const notices = item.rules.map(({ name, places, markup, has }) => ({ name,
        places, markup, has, got: all.filter(e => e.getAttribute(
            'data-legal-notice') === name) }));

    if (!item.due) {
        return all.length ? [ 'differs', `${all.length} notices in no page` ]
            : dump(da).join() === dump(db).join() ? [ 'none', 'no page' ]
                : [ 'differs', 'the DOM of no page differs' ];
    }
    if (all.length !== notices.length) {
        return [ 'differs', `${all.length} notices, not ${notices.length}` ];
    }
    let opened = false;
    for (const notice of notices) {
        if (notice.got.length !== 1) {
            return [ 'differs', `${notice.got.length} times ${notice.name}` ];
        }
        notice.got = notice.got[0];
        const is = says(notice.got, made(notice.markup));
        if (!is && inForeign(notice.got)) {
            return [ 'named', 'a foreignObject outside of SVG' ];
        }
        if (!is) {
            return [ 'differs', `the notice is ${notice.got.outerHTML}` ];
        }
        opened = opened || is === 'formatted';
    }
    if (da.characterSet !== db.characterSet) {
        return !item.guess ? [ 'differs', `it is read as ${db.characterSet},`
            + ` and was as ${da.characterSet}` ]
            : notices.every(({ got }) => shown(got)) && bare(da) === bare(db)
                ? [ 'guessed', '' ]
                : [ 'differs', 'in what is guessed, not only letters differ' ];
    }
    const [ what, why ] = await compare(da, db, notices, item.text, item.slack);
    return what === 'same' && opened ? [ 'named', 'formatting that is left open' ]
        : [ what, why ];
}
