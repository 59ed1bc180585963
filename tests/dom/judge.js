// parse5 says where a notice must be: where insertAdjacentHTML() would put it
// at the first element of the place that is shown, with the rest of the DOM as
// it was.

'use strict';

const { spawnSync } = require('child_process');

// Debian keeps its modules there, and not every node looks there by itself.
process.env.NODE_PATH = [ '/usr/share/nodejs', process.env.NODE_PATH ]
    .filter(Boolean).join(':');
require('module').Module._initPaths();

const parse5 = require('parse5');

const notice = '<aside data-legal-notice="judge"><p>n</p></aside>';

const hides = new Set(('head script style title textarea select option'
    + ' optgroup datalist noscript template iframe noembed noframes xmp audio'
    + ' video canvas object frameset').split(' '));

const formatting = new Set('a b big code em font i nobr s small strike strong'
    .split(' ').concat('tt', 'u'));

// What a p in it is not closed by a block outside of it.
const closesScope = new Set('button td th caption marquee object applet html'
    .split(' '));


function children(node) {
    return node.nodeName === 'template' && node.content
        ? node.content.childNodes : node.childNodes || [];
}

function isNotice(node) {
    return (node.attrs || []).some(a => a.name === 'data-legal-notice'
        && a.value === 'judge');
}

function isBlank(node) {
    return node.nodeName === '#text' && /^[ \t\n\f\r]*$/.test(node.value);
}

function isHtml(node) {
    return node.namespaceURI === 'http://www.w3.org/1999/xhtml';
}

// Formatting that was left open goes on around a blank: nobody sees it.
function isVoidFormatting(node) {
    return formatting.has(node.tagName) && isHtml(node)
        && children(node).every(n => isBlank(n) || isNotice(n)
            || isVoidFormatting(n));
}

// The DOM as lines, without the notice; texts that it parts are one, and blanks
// at their ends, which may go with what is open there, don't count.
function dump(node, depth = 0, lines = []) {
    let text = '';

    const flush = () => {
        if (!isBlank({ nodeName: '#text', value: text })) {
            lines.push(depth + '#' + text.replace(/[ \t\n\f\r]+$/, ''));
        }

        text = '';
    };

    for (const child of children(node)) {
        if (isNotice(child)) {
            continue;
        }

        if (child.nodeName === '#text') {
            text += child.value;
            continue;
        }

        if (isVoidFormatting(child)) {
            continue;
        }

        flush();

        if (child.nodeName === '#comment') {
            lines.push(depth + '!' + child.data);

        } else if (child.nodeName === '#documentType') {
            lines.push(depth + 'D' + [ child.name, child.publicId,
                child.systemId ].join(' '));

        } else {
            lines.push(depth + '<' + child.namespaceURI + ' ' + child.tagName
                + child.attrs.map(a => '\0' + a.name + '=' + a.value).sort());
            dump(child, depth + 1, lines);
        }
    }

    flush();

    return lines;
}

// Which child of which, from the document down; blanks don't count.
function path(node) {
    const steps = [];

    for (let at = node; at.parentNode; at = at.parentNode) {
        let i = 0;
        let last = '';

        for (const child of children(at.parentNode)) {
            if (child === at) {
                break;
            }

            if (isNotice(child) || isBlank(child) || isVoidFormatting(child)
                || (child.nodeName === '#text' && last === '#text')) {
                continue;
            }

            last = child.nodeName;
            i++;
        }

        steps.unshift(i + (at === node ? '' : at.nodeName));
    }

    return steps.join('/');
}

// type#id.class[attribute=value], each part once or not at all
function matches(node, selector) {
    const attribute = name =>
        ((node.attrs || []).find(a => a.name === name) || {}).value;

    return selector.match(/[#.]?[\w-]+|\[[^\]]*\]|\*/g).every(part => {
        if (part[0] === '#') {
            return attribute('id') === part.slice(1);
        }

        if (part[0] === '.') {
            return (attribute('class') || '').split(/[ \t\n\f\r]+/)
                .includes(part.slice(1));
        }

        if (part[0] === '[') {
            const [ name, value ] = part.slice(1, -1).split('=');
            return attribute(name) === value;
        }

        return part === '*' || node.tagName === part;
    });
}

// What SVG and MathML show of the HTML in them.
const shows = new Set('foreignObject mi mo mn ms mtext'.split(' '));

// outside: whether HTML is hidden that stands in SVG or MathML here
function find(node, selector, inside, hidden = false, outside = false) {
    for (const child of children(node)) {
        if (!child.tagName || child.tagName === 'template') {
            continue;
        }

        const html = isHtml(child);
        const outer = isHtml(node) ? hidden : outside;
        const hid = html ? hidden || hides.has(child.tagName)
            : shows.has(child.tagName) ? outer : true;

        if (html && matches(child, selector)
            && !(inside ? hid : hidden)) {
            return child;
        }

        const found = find(child, selector, inside, hid, outer);

        if (found) {
            return found;
        }
    }

    return null;
}

function findNotices(node, found = []) {
    for (const child of children(node)) {
        if (isNotice(child)) {
            found.push(child);
        }

        findNotices(child, found);
    }

    return found;
}

function insert(element, position) {
    const node = parse5.parseFragment(notice).childNodes[0];
    const inside = position === 'append' || position === 'prepend';
    const parent = inside ? element : element.parentNode;
    const list = children(parent);
    const at = list.indexOf(element);

    node.parentNode = parent;
    list.splice({ append: list.length, prepend: 0, before: at,
        after: at + 1 }[position], 0, node);

    return node;
}

// No parser can put a block into a p.
function inParagraph(node) {
    for (let at = node; at && at.tagName; at = at.parentNode) {
        if (at.tagName === 'p' && isHtml(at)) {
            return true;
        }

        if (closesScope.has(at.tagName)) {
            return false;
        }
    }

    return false;
}

// Whether the notice ends the element, in what the page leaves open in it.
function endsElement(node, tagName) {
    for (let at = node; at.parentNode; at = at.parentNode) {
        const list = children(at.parentNode);

        if (list.slice(list.indexOf(at) + 1)
            .some(n => !isBlank(n) && !isVoidFormatting(n)
                && n.nodeName !== '#comment')) {
            return false;
        }

        if (at.parentNode.tagName === tagName) {
            return true;
        }
    }

    return false;
}

function run(command, page, place, chunk) {
    const result = spawnSync(command, [ 'place', '--notice', '/dev/fd/3',
        '--encoding', 'utf-8', '--hydrated', 'off', '--always',
        '--place', place,
        '--chunk', String(chunk) ],
        { input: page, maxBuffer: 1 << 28, stdio: [ 'pipe', 'pipe', 'pipe',
            run.file ] });

    if (result.status !== 0) {
        throw new Error('exit ' + result.status + ': ' + result.stderr);
    }

    return result.stdout;
}

// Why the notice is not where it must be; '' where it is, null where no parser
// could put it there: in a p.
function judge(command, page, place, chunks) {
    const bytes = Buffer.from(page);
    const text = bytes.toString('utf8');
    const [ , position, selector ] = place.match(/^(\w+) (.*)$/);
    const inside = position === 'append' || position === 'prepend';
    const dom = parse5.parse(text, { sourceCodeLocationInfo: true });
    const before = dump(dom);

    let element = find(dom, selector, inside);
    const fallback = !element;
    element = element || find(dom, 'body', true);

    if (!element) {
        return null;
    }

    const source = element.sourceCodeLocation;

    const want = insert(element, fallback ? 'append' : position);

    if (inParagraph(want.parentNode)) {
        return null;
    }

    let output = null;

    for (const chunk of chunks) {
        const other = run(command, bytes, place, chunk);

        if (output && !output.equals(other)) {
            return `it is another place in chunks of ${chunk}`;
        }

        output = other;
    }

    const got = parse5.parse(output.toString('utf8'));
    const notices = findNotices(got);

    if (notices.length !== 1) {
        return `${notices.length} notices`;
    }

    // what has no end tag ends where something else does: what is written
    // after it, without another byte, is still in it

    const inEnd = fallback || position === 'append'
        || (position === 'after' && !(source && source.endTag));

    if (path(notices[0]) !== path(want)
        && !(inEnd && endsElement(notices[0], element.tagName))) {
        return `it is at ${path(notices[0])} and not at ${path(want)}`;
    }

    const after = dump(got);
    const i = after.findIndex((line, n) => line !== before[n]);

    if (i >= 0 || after.length !== before.length) {
        return `the DOM differs at ${JSON.stringify(before[i])}:`
            + ` ${JSON.stringify(after[i])}`;
    }

    return '';
}

module.exports = { judge, notice, parse5, run };
