// Runs in Chromium, behind inpage.js, in a page that is real: where a notice
// must be, and where it is.

'use strict';

const takesNothing = new RegExp('^(area|base|basefont|bgsound|br|col|embed'
    + '|frame|hr|img|input|keygen|link|meta|param|source|track|wbr|object'
    + '|video|audio|canvas|iframe|script|style|textarea|select|title)$');
const rootIds = new Set([ 'root', 'app', 'app-root', 'react-app', 'react-root',
    '__next', '__nuxt', '___gatsby', '__docusaurus', 'q-app', 'redwood-app',
    'svelte', 'sapper', 'fusion-app', 'mm-root', 'SITE_CONTAINER' ]);
const rootNames = /^(div|main|section|article|aside|header|footer|nav)$/;
const rootMarks = [ 'data-reactroot', 'data-react-class',
    'data-server-rendered', 'data-v-app', 'data-hk', 'ng-version',
    'ng-server-context', 'q:container', 'data-sveltekit-preload-data',
    'data-sveltekit-preload-code' ];

// Whether docs/frameworks.md counts the element as a root.
function isRoot(e) {
    const name = e.localName;
    let depth = 0;

    for (let at = e; at && at.localName !== 'body'; at = at.parentElement) {
        depth++;
    }
    if (name === 'astro-island') {
        return true;
    }
    if (depth > 3 || !(rootNames.test(name) || /^(html|body)$/.test(name)
        || e.constructor === HTMLUnknownElement || name.includes('-')))
    {
        return false;
    }
    return rootMarks.some(mark => e.hasAttribute(mark))
        || (e.getAttribute('style') || '').includes('display: contents')
        || (!/^(html|body)$/.test(name)
            && (rootIds.has(e.id) || /S:[0-9a-fA-F]+$|-ejs-./.test(e.id)));
}

// Whether a script owns the body.  source: the page's text
function ownsDocument(source) {
    const head = source.slice(0, source.search(/<body[\s>]|$/i));
    const urls = [ ...document.head.querySelectorAll('link, script') ]
        .map(e => (e.getAttribute('href') || '') + ' '
            + (e.getAttribute('src') || '')).join(' ');
    const one = document.head.querySelector('meta[data-next-head],'
        + ' meta[name=next-head-count], meta[name=generator][content*=Gatsby],'
        + ' style#expo-reset')
        || urls.includes('/_buildManifest.js');
    return !one && (/<meta [^>]*charSet=/.test(head)
        || /\/_next\/static\/|_app\/immutable\//.test(urls));
}

function hash(lines) {
    let a = 0x811c9dc5, b = 5381;
    for (const line of lines) {
        for (let i = 0; i < line.length; i++) {
            a = Math.imul(a ^ line.charCodeAt(i), 0x01000193);
            b = (Math.imul(b, 33) + line.charCodeAt(i)) | 0;
        }
        a = Math.imul(a ^ 10, 0x01000193);
    }
    return `${lines.length}.${a}.${b}`;
}

function owned(e, place, whole) {
    const inside = /pend/.test(place);
    if (whole) {
        return true;
    }
    for (let at = inside ? e : e.parentElement; at; at = at.parentElement) {
        if (isRoot(at)) {
            return true;
        }
    }
    return false;
}

// Where insertAdjacentHTML() puts it at the first match that is shown.
function wanted(place, auto, whole) {
    const [ , position, selector ] = place.match(/^(\w+) (.*)$/);

    for (const e of document.querySelectorAll(selector)) {
        if (e.namespaceURI !== 'http://www.w3.org/1999/xhtml'
            || e === document.body || e === document.head
            || e.parentElement === document.documentElement
            || e.closest('head') || !e.parentElement
            || e.parentElement.closest('object, video, audio, canvas')
            || (/pend/.test(position) && e.matches('object, video, audio,'
                + ' canvas'))
            || (auto && owned(e, place, whole)))
        {
            continue;
        }
        let at = position;
        if (e.localName === 'p') {
            at = { append: 'after', prepend: 'before' }[at] || at;
        }
        e.insertAdjacentHTML(where[at], notice);
        const n = document.querySelector('[data-legal-notice=judge]');
        if (n && shown(n)) {
            return { n, e, at };
        }
        if (n) {
            n.remove();
        }
    }
    document.body.insertAdjacentHTML('beforeend', notice);
    return { n: document.querySelector('[data-legal-notice=judge]'),
        e: document.body, at: 'append', fallback: true };
}

// asked: [ [ place, hydrated ], .. ]
function before(asked, source) {
    if (!document.body || document.body.localName === 'frameset') {
        return null;
    }
    window.lines = dump(document);
    const whole = ownsDocument(source) || isRoot(document.documentElement)
        || isRoot(document.body);
    const wants = asked.map(([ place, hydrated ]) => {
        if (place.includes('~')) {
            return { pattern: true, seen: true };
        }
        const { n, e, at, fallback } = wanted(place, hydrated === 'auto',
            whole);
        const want = { path: path(n), element: path(e), name: e.localName, at,
            fallback: Boolean(fallback), seen: shown(n),
            paragraph: Boolean(paragraph(n.parentElement)),
            fostered: fostered(n) };
        n.remove();
        return want;
    });
    return { charset: document.characterSet, hash: hash(window.lines), whole,
        roots: [ ...document.querySelectorAll('*') ].filter(isRoot)
            .map(e => `${e.localName}#${e.id}`), wants };
}

function after(want) {
    const all = [ ...document.querySelectorAll('[data-legal-notice=judge]') ];
    window.lines = dump(document);
    const n = all[0];
    let end = false;
    for (let at = n && n.parentElement; at; at = at.parentElement) {
        if (at.localName === want.name && path(at) === want.element) {
            end = ends(n, at);
        }
    }
    return { count: all.length, path: n && path(n), seen: n && shown(n), end,
        charset: document.characterSet, hash: hash(window.lines) };
}

// Places of the page's own: around its article's text, and two by chance.
function ownPlaces(seed) {
    const good = e => [ ...e.classList ].find(c =>
        /^[A-Za-z_][\w-]{2,40}$/.test(c));
    const weigh = new Map();
    for (const p of document.querySelectorAll('p')) {
        const up = p.parentElement;
        weigh.set(up, (weigh.get(up) || 0) + p.textContent.length);
    }
    const text = [ ...weigh ].sort((a, b) => b[1] - a[1]).map(([ e ]) => e)
        .find(good);
    const all = [ ...document.body.querySelectorAll('*') ].filter(e =>
        good(e) && e.namespaceURI === 'http://www.w3.org/1999/xhtml');
    const places = text ? [ `append ${text.localName}.${good(text)}` ] : [];
    for (const position of all.length ? [ 'after', 'prepend', 'before' ] : []) {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        const e = all[(seed >>> 8) % all.length];
        if (position === 'prepend' && takesNothing.test(e.localName)) {
            continue;
        }
        places.push(`${position} ${e.localName}.${good(e)}`);
    }
    return places;
}
