// Runs in Chromium: where insertAdjacentHTML() puts a notice in the page as it
// is, and where it stands in the page as the engine gives it.

'use strict';

const notice = '<aside data-legal-notice="judge">n</aside>';
const formatting = new Set(('a b big code em font i nobr s small strike strong'
    + ' tt u').split(' '));
const empty = /^(area|base|basefont|bgsound|br|col|embed|frame|hr|img|input|keygen|link|meta|param|source|track|wbr|object|video|audio|canvas)$/;
const where = { before: 'beforebegin', prepend: 'afterbegin',
    append: 'beforeend', after: 'afterend' };

function isNotice(node) {
    return node.nodeType === 1 && node.hasAttribute('data-legal-notice');
}

function isBlank(node) {
    return node.nodeType === 3 && /^[ \t\n\f\r]*$/.test(node.data);
}

function isEmpty(node) {
    return node.nodeType === 1 && formatting.has(node.localName)
        && [ ...node.childNodes ].every(n => isBlank(n) || isNotice(n)
            || isEmpty(n));
}

function dump(node, depth = 0, lines = []) {
    let text = '';
    const flush = () => {
        if (!/^[ \t\n\f\r]*$/.test(text)) {
            lines.push(depth + '#' + text.replace(/[ \t\n\f\r]+$/, ''));
        }
        text = '';
    };

    for (const child of node.childNodes) {
        if (isNotice(child) || isEmpty(child)) {
            continue;
        }
        if (child.nodeType === 3) {
            text += child.data;
            continue;
        }
        flush();
        if (child.nodeType === 8) {
            lines.push(depth + '!' + child.data);
        } else if (child.nodeType === 1) {
            lines.push(depth + '<' + child.namespaceURI.slice(-4) + ' '
                + child.localName + [ ...child.attributes ].map(a => ' '
                    + a.name + '=' + a.value).sort());
            if (child.shadowRoot) {
                dump(child.shadowRoot, depth + 100, lines);
            }
            dump(child.localName === 'template' && child.content
                ? child.content : child, depth + 1, lines);
        }
    }
    flush();
    return lines;
}

function path(node) {
    const steps = [];
    for (let at = node; at.parentNode; at = at.parentNode) {
        let i = 0, last = 0;
        for (const child of at.parentNode.childNodes) {
            if (child === at) {
                break;
            }
            if (isNotice(child) || isBlank(child) || isEmpty(child)
                || (child.nodeType === 3 && last === 3)) {
                continue;
            }
            last = child.nodeType;
            i++;
        }
        steps.unshift(i + (at === node ? '' : at.nodeName));
    }
    return steps.join('/');
}

function shown(node) {
    return node.checkVisibility() && node.getClientRects().length > 0;
}

// In a p that a block would end.
function paragraph(node) {
    for (let at = node; at; at = at.parentElement) {
        if (at.localName === 'p') {
            return at;
        }
        if (/^(button|td|th|caption|marquee|object|applet|html|select|template)$/
            .test(at.localName)) {
            return null;
        }
    }
    return null;
}

function load(url) {
    return new Promise(done => {
        const frame = document.createElement('iframe');
        frame.width = 800;
        frame.height = 600;
        frame.onload = () => done(frame);
        frame.src = url;
        document.body.append(frame);
    });
}

function target(doc, place) {
    const [ , position, selector ] = place.match(/^(\w+) (.*)$/);
    for (const e of doc.querySelectorAll(selector)) {
        if (e.namespaceURI !== 'http://www.w3.org/1999/xhtml'
            || (e === doc.body && place !== 'append body')
            || e.parentElement.closest('object, video, audio, canvas')) {
            continue;
        }
        if (/pend/.test(position)
            && (empty.test(e.localName) || !e.checkVisibility())) {
            continue;
        }
        let at = position;
        if (e.localName === 'p') {
            at = { append: 'after', prepend: 'before' }[at] || at;
        }
        e.insertAdjacentHTML(where[at], notice);
        const n = doc.querySelector('[data-legal-notice]');
        if (n && shown(n)) {
            return { n, e, at };
        }
        if (n) {
            n.remove();
        }
    }
    doc.body.insertAdjacentHTML('beforeend', notice);
    return { n: doc.querySelector('[data-legal-notice]'), e: doc.body,
        at: 'append', fallback: true };
}

// What stands in a table outside of its cells is moved before it.
function fostered(node) {
    for (let at = node; at.parentNode; at = at.parentNode) {
        if ([ ...at.parentNode.children ].some(n => n.localName === 'table')) {
            return true;
        }
    }
    return false;
}

function ends(n, e) {
    for (let at = n; at !== e; at = at.parentNode) {
        if (!at || !at.parentNode) {
            return false;
        }
        for (let next = at.nextSibling; next; next = next.nextSibling) {
            if (!isBlank(next) && !isEmpty(next) && next.nodeType !== 8) {
                return false;
            }
        }
    }
    return true;
}

async function judge(i, place) {
    const a = await load(`/a/${i}`);
    const b = await load(`/b/${i}`);
    try {
        const da = a.contentDocument, db = b.contentDocument;
        if (!da.body || da.body.localName === 'frameset') {
            return null;
        }
        const before = dump(da);
        const want = target(da, place);
        if (!want.n || paragraph(want.n.parentElement)) {
            return null;
        }
        const seen = shown(want.n);
        if (!seen && want.fallback) {
            return null;                // nothing of the body is shown
        }
        const all = db.querySelectorAll('[data-legal-notice]');
        if (all.length !== 1) {
            return `${all.length} notices`;
        }
        if (seen && !shown(all[0])) {
            return 'not visible';
        }
        const got = path(all[0]), should = path(want.n);
        const name = want.e.localName;
        const inside = all[0].closest(name);
        if (got !== should && !((want.fallback || want.at === 'append'
            || want.at === 'after') && inside && ends(all[0], inside)
            && inside.localName === name)) {
            if (fostered(want.n)) {
                return null;
            }
            return `it is at ${got} and not at ${should}`;
        }
        const after = dump(db);
        const k = after.findIndex((line, n) => line !== before[n]);
        if (k >= 0 || after.length !== before.length) {
            return `the DOM differs at ${before[k]}: ${after[k]}`;
        }
        return '';
    } finally {
        a.remove();
        b.remove();
    }
}
