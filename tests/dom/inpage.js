// Runs in Chromium: where insertAdjacentHTML() puts a notice in the page as it
// is, and where it stands in the page as the engine gives it.

'use strict';

const notice = '<aside data-legal-notice="judge">n</aside>';
const xhtml = 'http://www.w3.org/1999/xhtml';
const formatting = new Set(('a b big code em font i nobr s small strike strong'
    + ' tt u').split(' '));
const empty = new RegExp('^(area|base|basefont|bgsound|br|col|embed|frame|hr|img'
    + '|input|keygen|link|meta|param|source|track|wbr)$');
const where = { before: 'beforebegin', prepend: 'afterbegin',
    append: 'beforeend', after: 'afterend' };

function isNotice(node) {
    return node.nodeType === 1 && node.hasAttribute('data-legal-notice');
}

function isBlank(node) {
    return node.nodeType === 3 && /^[ \t\n\f\r]*$/.test(node.data);
}

// Formatting that was left open goes on around a blank: nobody sees it.
function isEmpty(node) {
    return node.nodeType === 1 && formatting.has(node.localName)
        && [ ...node.childNodes ].every(n => isBlank(n) || isNotice(n)
            || isEmpty(n));
}

// The DOM as lines, without the notice; texts that it parts are one, and blanks
// at their ends, which may go with what is open there, don't count.
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

// Which child of which, from the document down; blanks don't count.
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

// Its words have a box: an element that is open around them may hide them.
function shown(node) {
    const range = node.ownerDocument.createRange();
    range.selectNodeContents(node);
    return node.checkVisibility() && range.getClientRects().length > 0;
}

// In a p that a block would end.
function paragraph(node) {
    for (let at = node; at; at = at.parentElement) {
        if (at.localName === 'p' && at.namespaceURI === xhtml) {
            return at;
        }
        if (/^(button|td|th|caption|marquee|object|applet|html|select|template)$/
            .test(at.localName)) {
            return null;
        }
    }
    return null;
}

// The notice there, if it is shown.
function inserted(doc, e, position) {
    if (/before|after/.test(position) && !e.parentElement) {
        return null;
    }
    e.insertAdjacentHTML(where[position], notice);
    const n = doc.querySelector('[data-legal-notice]');
    if (n && n.namespaceURI === xhtml && shown(n)) {
        return n;
    }
    if (n) {
        n.remove();
    }
    return null;
}

// Where a notice is shown that insertAdjacentHTML() puts at the element, beside
// it if it is a p; undefined where it is not.
function wantedAt(doc, e, position) {
    const n = inserted(doc, e, position);
    const beside = e.localName === 'p'
        ? { append: 'after', prepend: 'before' }[position] : undefined;
    if (n && beside) {
        n.remove();
        return { n: inserted(doc, e, beside), e, at: beside };
    }
    return n ? { n, e, at: position } : undefined;
}

// Where a start tag of that name would end such an element: up to which ones
// around it a parser looks.
const walls = {
    a: 'applet, caption, marquee, object, td, template, th',
    table: 'caption, td, template, th',
};
walls.button = walls.nobr = walls.a + ', annotation-xml, desc, foreignObject,'
    + ' mi, mn, mo, ms, mtext, select, table, title';

// Another link within the link, before e, has taken it off the parser's list.
function leftList(link, e) {
    return [ ...link.querySelectorAll('a') ].some(other =>
        (other.compareDocumentPosition(e) & 4) && !(other.contains(e))
        && !link.contains(other.closest(walls.a)));
}

// Whether a notice that has elements of these names would end one that is open.
function unfit(e, position, has) {
    const parent = /before|after/.test(position) || e.localName === 'p'
        ? e.parentElement : e;
    return has.some(name => {
        let at = parent;
        while (at && !(at.localName === name && at.namespaceURI === xhtml)
            && !at.matches(walls[name])) {
            at = at.parentElement;
        }
        return at && at.localName === name
            && !(name === 'a' && leftList(at, e));
    });
}

function split(place) {
    return place.match(/^(\w+) (.*)$/).slice(1);
}

function bodyEnd(doc) {
    doc.body.insertAdjacentHTML('beforeend', notice);
    return { n: doc.querySelector('[data-legal-notice]'), e: doc.body,
        at: 'append', fallback: true };
}

// At the first match that is shown of the first place that has one; else the end
// of the body.  has: names of what the notice contains
function target(doc, places, has) {
    for (const place of places) {
        const [ position, selector ] = split(place);
        for (const e of doc.querySelectorAll(selector)) {
            const want = !unfit(e, position, has)
                && wantedAt(doc, e, position);
            if (want) {
                return want;
            }
        }
    }
    return bodyEnd(doc);
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

// Whether the notice ends the element, in what the page leaves open in it.
function ends(n, e) {
    for (let at = n; at !== e; at = at.parentNode) {
        for (let next = at.nextSibling; next; next = next.nextSibling) {
            if (!isBlank(next) && !isEmpty(next) && !isNotice(next)
                && next.nodeType !== 8)
            {
                return false;
            }
        }
    }
    return true;
}

function inEnd(n, want, should) {
    if (!want.fallback && want.at !== 'append' && want.at !== 'after') {
        return false;
    }
    for (let at = n.parentNode; at.parentNode; at = at.parentNode) {
        if (at.localName === want.e.localName && path(at) === should) {
            return ends(n, at);
        }
    }
    return false;
}

// How the element that find() names, and those around it, came to where they
// are: moved, if a later tag has moved one, as the adoption agency does; again,
// if a formatting element among them has opened again.
async function origin(page, find) {
    const f = await frame('');
    const doc = f.contentDocument;
    const first = new Map();
    const how = {};
    try {
        doc.open();
        for (const part of page.split(/(?<=>)/)) {
            doc.write(part);
            for (const node of doc.querySelectorAll('*')) {
                if (!first.has(node)) {
                    first.set(node, { parent: node.parentNode,
                        own: part.toLowerCase().includes('<' + node.localName) });
                }
            }
        }
        doc.close();
        for (let at = find(doc); at; at = at.parentElement) {
            const { parent, own } = first.get(at);
            how.moved = how.moved || parent !== at.parentNode;
            how.again = how.again || (formatting.has(at.localName) && !own);
        }
        return how;
    } finally {
        f.remove();
    }
}

function hidingFormatting(doc) {
    return [ ...doc.querySelectorAll(hides) ]
        .filter(e => formatting.has(e.localName)).length;
}

const pauses = 'a stream that pauses';
const hides = '[hidden], [popover], [style*=none]';
const late = e => e.hidden && !formatting.has(e.localName)
    && /S:[0-9a-f]+$/.test(e.id);

function parents(node) {
    const list = [];
    for (let at = node.parentElement; at; at = at.parentElement) {
        list.push(at);
    }
    return list;
}

function endsInTag(page) {
    return page.lastIndexOf('<') > page.lastIndexOf('>');
}

// The name in docs/design.md for why the notice is elsewhere, or undefined.
async function elsewhere(want, selector, page) {
    const e = want.e;
    const doc = e.ownerDocument;
    const inside = /pend/.test(want.at) && !want.fallback ? e : e.parentElement;

    if (paragraph(want.n.parentElement)) {
        return 'in a p';
    }
    if (e === doc.documentElement || (e === doc.body && !want.fallback
        && want.at !== 'append')) {
        return 'beside the body';
    }
    if (/pend/.test(want.at) && empty.test(e.localName)) {
        return 'inside a void element';
    }
    if (e === doc.body && !want.fallback) {
        return 'a late body tag';
    }
    if (inside && inside.closest('object, video, audio, canvas')) {
        return 'content for other browsers';
    }
    if (inside && inside.closest('[hidden=until-found], marquee[hidden],'
        + ' marquee[popover]')) {
        return 'hidden=until-found';
    }
    if (endsInTag(page)) {
        return 'a page that ends within a tag';
    }
    const should = path(e);
    const how = await origin(page, other => [ ...other.querySelectorAll(
        e.localName) ].find(n => path(n) === should));
    const next = formatting.has(e.localName) && want.at === 'after'
        && want.n.nextElementSibling;
    if (next && (await origin(page, other => [ ...other.querySelectorAll(
        next.localName) ].find(n => path(n) === path(next)))).moved) {
        return 'moved by a later tag';
    }
    if (how.moved || how.again || parents(e).some(at =>
        at.localName === 'form' || (at.localName === 'a'
            && at.querySelector('select a'))))
    {
        return 'moved by a later tag';
    }
    if (fostered(want.n)) {
        return 'beside a table';
    }
    if (hidingFormatting(doc)) {
        return 'formatting that is left open';
    }
    if (doc.querySelector('[slot]')) {
        return 'slots with names';
    }
    const matches = [ ...doc.querySelectorAll(selector) ];
    if (matches.some(match => [ match, ...parents(match) ]
        .some(at => at.shadowRoot || (at instanceof
            doc.defaultView.HTMLUnknownElement && at.querySelector(
            ':scope > template[shadowrootmode]'))))) {
        return 'a late shadow root';
    }
    if (matches.some(match => [ match, ...parents(match) ].some(late))) {
        return 'React\'s late content';
    }
    if ([ ...e.querySelectorAll('form') ].some(endless)) {
        return 'a form that has no end';
    }
    return undefined;
}

// A form whose end tag has come where it could not end it.
function endless(e) {
    return e.localName === 'form' && e.querySelector('table, object, select,'
        + ' marquee, svg, math, template');
}

// For Chromium it is in an <svg> that has ended by the standard.
function inForeign(e) {
    return parents(e).some(parent => parent.localName === 'foreignobject');
}

// .. for why it is not shown.
function unseen(got) {
    const around = parents(got);
    const body = got.ownerDocument.body;

    if (around.some(late)) {
        return 'React\'s late content';
    }
    if (body.matches(hides) || body.shadowRoot || body.parentElement.hidden) {
        return 'a hidden body';
    }
    if (around.some(e => e.shadowRoot)) {
        return 'a late shadow root';
    }
    if (around.some(endless)) {
        return 'a form that has no end';
    }
    if (around.some(e => e.hasAttribute('slot'))) {
        return 'slots with names';
    }
    if (inForeign(got)) {
        return 'a foreignObject outside of SVG';
    }
    return undefined;
}

// A tag that breaks off is text, if nothing but `<` or `</` has come.
function withoutLess(text) {
    return text.replace(/<\/?\s*$/, '');
}

// What a browser makes of a tag that breaks off: a comment, or text.
function withoutEnd(lines) {
    const list = lines.filter(line => !/^\d+!/.test(line))
        .map(line => line.replace(/\s*<(\/(script>)?)?$/, ''))
        .filter(line => !/^\d+#$/.test(line));
    while (formatting.has(list[list.length - 1].split(' ')[1])) {
        list.pop();
    }
    return list;
}

// Where a part of that tag has been sent before the pause, it is a tag.
function withoutOne(after, before) {
    const k = after.findIndex((line, n) => line !== before[n]);
    return after.length === before.length + 1 ? after.toSpliced(k, 1) : after;
}

// A frame with the page.  A style sheet may keep the parser from its end.
async function frame(page) {
    const f = document.createElement('iframe');
    f.width = 800;
    f.height = 600;
    document.body.append(f);
    f.contentDocument.open();
    f.contentDocument.write(page);
    f.contentDocument.close();
    while (f.contentDocument.readyState === 'loading') {
        await new Promise(done => setTimeout(done, 5));
    }
    return f;
}

// Whether an a, button or nobr has no end tag in the page: see endsOpen().
function leftOpen(page, name) {
    const tags = page.match(new RegExp(`<\\/?${name}(?=[\\s/>])`, 'gi')) || [];
    let open = 0;
    return tags.some(tag => (open += tag[1] === '/' ? -(open > 0) : 1) > 1)
        || open > 0;
}

// Whether the page leaves open what the notice would end.
function endsOpen(page, has) {
    return has.some(name => name !== 'table' && leftOpen(page, name));
}

// Whether such an element is the last one in the page, and its end tag may have
// come where it could not end it.
function opensAtEnd(e, has) {
    return Boolean(e) && (has.includes(e.localName)
        || opensAtEnd(e.lastElementChild, has));
}

// Whether the notice stands at any match of any place, or at the body's end.  What
// stands before or after the body or the page, a parser moves into the body.
function anywhere(doc, places, got) {
    const is = want => {
        const found = path(want.n) === path(got)
            || inEnd(got, want, path(want.e));
        want.n.remove();
        return found;
    };
    return is(bodyEnd(doc)) || places.some(place => {
        const [ position, selector ] = split(place);
        return [ ...doc.querySelectorAll(selector) ].some(e => {
            const want = wantedAt(doc, e, position);
            return want && (is(want) || (beside(e) && position === 'before'
                && got === got.ownerDocument.body.firstElementChild));
        });
    });
}

function beside(e) {
    return e === e.ownerDocument.documentElement || e === e.ownerDocument.body;
}

// A stream has paused within `</td>`, and hidden formatting from before the cell
// opens again behind that.
function covered(da, slack) {
    return slack === pauses && hidingFormatting(da) && da.querySelector('td, th')
        ? 'formatting that is left open' : undefined;
}

// How the notice got stands against what places want in the page da: name, for
// why it is elsewhere or not shown, '' where it is not, undefined where nothing
// is known that says so.  slack: a name for a notice in another of its places.
async function stands(da, { places, got, has = [] }, page, slack) {
    const want = target(da, places, has);
    const should = path(want.n);
    const seen = shown(want.n);
    const selector = places.map(place => split(place)[1]).join();
    const hid = seen && !shown(got);
    const other = path(got) !== should && !inEnd(got, want, path(want.e));
    const about = { hid, seen, e: want.e, at: want.at, why: hid ? 'not visible'
        : `it is at ${path(got)} and not at ${should}` };
    try {
        about.name = hid ? unseen(got) || covered(da, slack) : !other ? ''
            : seen ? await elsewhere(want, selector, page) : 'a hidden body';
    } finally {
        want.n.remove();
    }
    if (about.name === undefined && !hid && endsOpen(page, has)
        && anywhere(da, places, got))
    {
        about.name = 'a link or button that is left open';
    }
    if (about.name === undefined && !hid && slack
        && (slack === pauses || anywhere(da, places, got)))
    {
        about.name = slack;
    }
    about.splits = (about.name || path(got) !== should)
        && (about.name === 'beside the body'
        || (got.previousElementSibling || got).localName === 'p'
        || [ ...da.querySelectorAll(selector) ]
            .some(match => paragraph(match.parentElement)));
    return about;
}

// [ what, why ] of the page db, which has the notices got, each with its places,
// and of da, which has none.  what: same, none (there is nothing to judge),
// named, differs.
async function compare(da, db, notices, page, slack) {
    let before = dump(da);
    let after = dump(db);
    const text = da.body.textContent;
    const all = [];

    for (const one of notices) {
        all.push(await stands(da, one, page, slack));
    }

    const differ = after.join() !== before.join();
    const inText = all.some(({ name, splits }) => name === 'in a p'
        || (splits && differ));
    const bad = all.find(({ name, hid }) => name === undefined
        && (hid || !inText));
    const hid = all.some(one => one.hid);
    let name = (all.find(one => one.name) || { name: '' }).name;
    const textOnly = why => {
        notices.forEach(({ got }) => got.remove());
        return db.body.textContent === text || (why === 'in a p'
            && endsInTag(page) && withoutLess(db.body.textContent)
                === withoutLess(text))
            ? [ 'named', why ] : [ 'differs', 'the text differs' ];
    };

    if (bad) {
        return [ 'differs', bad.why ];
    }
    if (inText) {
        return textOnly('in a p');
    }
    if (differ && all.some(({ name: why, hid: unseen }) => unseen
        && why === 'a form that has no end')) {
        return textOnly('a form that has no end');
    }
    if (differ && all.some(({ seen }) => !seen)) {
        return textOnly('a hidden body');
    }
    if (endsInTag(page) && differ) {
        name = 'a page that ends within a tag';
        before = withoutEnd(before);
        after = withoutEnd(after);
        if (slack === pauses) {
            after = withoutOne(after, before);
        }
    }
    const k = after.findIndex((line, n) => line !== before[n]);
    if (k >= 0 && !hid && notices.some(({ has = [] }) => endsOpen(page, has))) {
        return textOnly('a link or button that is left open');
    }
    if (k >= 0 && !hid && hidingFormatting(da) >= 3) {
        return textOnly('formatting that is left open');
    }
    if (k >= 0 || after.length !== before.length) {
        return [ 'differs', `the DOM differs at ${before[k]}: ${after[k]}` ];
    }
    const disorder = all.findIndex((one, i) => one.name === '' && one.seen
        && all.slice(0, i).some((other, j) => other.name === ''
            && other.e === one.e && other.at === one.at
            && path(notices[j].got) === path(notices[i].got)
            && !(notices[j].got.compareDocumentPosition(notices[i].got) & 4)));
    if (disorder >= 0 && notices.some(({ has = [] }) => endsOpen(page, has)
        || opensAtEnd(da.body, has)))
    {
        return [ 'named', 'a link or button that is left open' ];
    }
    if (disorder >= 0) {
        return [ 'differs', `notice ${disorder + 1} stands before another one`
            + ' of the same place' ];
    }
    return name ? [ 'named', name ] : [ 'same', '' ];
}

function made(markup) {
    const template = document.createElement('template');
    template.innerHTML = markup;
    return template.content.firstChild;
}

function unformatted(node) {
    const copy = node.cloneNode(true);
    for (const e of copy.querySelectorAll([ ...formatting ].join())) {
        e.replaceWith(...e.childNodes);
    }
    copy.normalize();
    return copy;
}

// Whether a notice says what it should: 'exactly', or in formatting that the page
// has left open, which a parser opens again in it.
function says(got, should) {
    return got.isEqualNode(should) ? 'exactly'
        : unformatted(got).isEqualNode(unformatted(should)) ? 'formatted' : '';
}

function framed(doc) {
    return !doc.body || doc.body.localName === 'frameset';
}

// The same of a page and of what the engine has made of it.
async function judge(page, placed, place, markup, has) {
    const a = await frame(page), b = await frame(placed);
    try {
        const da = a.contentDocument, db = b.contentDocument;
        if (framed(da)) {
            return [ 'none', 'a frameset' ];
        }
        const all = db.querySelectorAll('[data-legal-notice]');
        if (all.length !== 1) {
            return [ 'differs', `${all.length} notices` ];
        }
        if (!says(all[0], made(markup)) && inForeign(all[0])) {
            return [ 'named', 'a foreignObject outside of SVG' ];
        }
        return says(all[0], made(markup)) ? await compare(da, db,
            [ { places: [ place ], got: all[0], has } ], page)
            : [ 'differs', `the notice is ${all[0].outerHTML}` ];
    } finally {
        a.remove();
        b.remove();
    }
}
