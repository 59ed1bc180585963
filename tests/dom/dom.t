#!/usr/bin/env node

// Where notices go in the DOM, judged by parse5: pages of our own, pages of
// tag soup, and, if LN_DOM_PAGES names a directory of them (DIR/*/source.html,
// as mozilla/readability has them), real ones.  LN_DOM_SOUP is the number of
// soups, LN_DOM_SEED the first one's seed.

'use strict';

const fs = require('fs');
const { judge, notice, run } = require('./judge.js');
const { soup } = require('./soup.js');

const build = process.env.LN_BUILD || 'build';
const command = build + '/legal-notice';
const file = build + '/dom-notice.html';
const chunks = [ 65536, 1, 7, 100 ];

let n = 0;
let failed = 0;

function ok(good, what) {
    n++;
    failed += good ? 0 : 1;
    console.log(`${good ? 'ok' : 'not ok'} ${n} - ${what}`);
}

function check(page, place, sizes) {
    run.file = fs.openSync(file, 'r');

    try {
        return judge(command, page, place, sizes);
    } finally {
        fs.closeSync(run.file);
    }
}

fs.writeFileSync(file, notice);


// Each as it is written and, after it, with a doctype.
const own = [
    [ 'append article', '<body><article><p>a<p>b</article><p>c</body>' ],
    [ 'append article', '<article>a' ],
    [ 'append article', '<article>a</body></html>\n' ],
    [ 'append article', '<article>a</body><p>b</article>c' ],
    [ 'append article', '<article><div>a</article>b</div>c' ],
    [ 'append article', '<div><article>a</div>b' ],
    [ 'append article', '<article><table><tr><td>a</article>b</table>c'
        + '</article>' ],
    [ 'append article', '<article><ul><li>a<li>b</article>c' ],
    [ 'append article', '<article><!-- </article> --></article>b' ],
    [ 'append article', '<article><script>"</article>"</script></article>b' ],
    [ 'append article', '<article><p title="</article>">a</article>b' ],
    [ 'append article', '<article><svg><title></article></title></svg>'
        + '</article>b' ],
    [ 'append article', '<article><svg></article>b' ],
    [ 'append article', '<article><b>a</article>b' ],
    [ 'append article', '<b><article>a</article></b>b' ],
    [ 'append article', '<table><article>a</article><tr><td>b</table>' ],
    [ 'append article', '<select><article></select><article>a</article>b' ],
    [ 'append article', '<template><article>a</article></template>'
        + '<article>b</article>c' ],
    [ 'append article', '<noscript><article>a</article></noscript>'
        + '<article>b</article>c' ],
    [ 'append article', '<math><mi><article>a</article></mi></math>b' ],
    [ 'append article', '<svg><foreignObject><article>a</article>'
        + '</foreignObject></svg>b' ],
    [ 'append article', '<p>no article' ],
    [ 'after article', '<article>a</article>b' ],
    [ 'after article', '<section><article>a</section>b' ],
    [ 'after article', '<article>a</article></body></html>' ],
    [ 'before article', '<p>a<article>b</article>c' ],
    [ 'before article', '<ul><li>a<article>b</article></ul>c' ],
    [ 'prepend article', '<article class=a>b</article>c' ],
    [ 'append h1', '<h1>a</h1>b' ],
    [ 'append h1', '<h1>a</h2>b' ],
    [ 'append h1', '<h1>a<h2>b</h2>c' ],
    [ 'after h1', '<h1>a</h1>b' ],
    [ 'after h1', '<h1>a<h2>b</h2>c' ],
    [ 'after li', '<ul><li>a<li>b</ul>c' ],
    [ 'after li', '<ol><li>a<ul><li>b</ol>c' ],
    [ 'append li', '<ul><li>a<ul><li>b</ul>c<li>d</ul>' ],
    [ 'append dd', '<dl><dt>a<dd>b<dt>c</dl>' ],
    [ 'append td', '<table><tr><td>a<td>b</table>' ],
    [ 'append td', '<table><tr><td><table><tr><td>a</table>b<td>c</table>' ],
    [ 'append th', '<table><tr><th>a<p>b<tr><td>c</table>' ],
    [ 'append caption', '<table><caption>a<tr><td>b</table>' ],
    [ 'after table', '<table><tr><td>a</table>b' ],
    [ 'after table', '<div>a<table><tr><td>b</table>c' ],
    [ 'append form', '<form><form>a</form>b</form>c' ],
    [ 'append button', '<button>a<button>b</button>c' ],
    [ 'append blockquote', '<blockquote><p>a</blockquote>b' ],
    [ 'append div', '<div>a<div>b</div>c</div>d' ],
    [ 'append div', '<div>a</p>b</div>c' ],
    [ 'append div', '<div>a</br>b</div>c' ],
    [ 'append main', '<main><a>b<a>c</a>d</main>e' ],
    [ 'append main', '<main><nobr>b<nobr>c</main>e' ],
    [ 'append main', '<main><ruby>a<rt>b<rp>c</ruby></main>d' ],
    [ 'append main', '<main><object><p>a</main>b</object>c</main>d' ],
    [ 'append x-y', '<x-y><p>a</x-y>b' ],
    [ 'append #a', '<div><i>b</i>c<div id=a>d</div>e</div>' ],
    [ 'append .b', '<div class="a\tb c">d</div>e' ],
    [ 'append [a=\u00e9]', '<div a="&eacute;">d</div>e' ],
    [ 'append body', '' ],
    [ 'append body', 'a' ],
    [ 'append body', '<body>a</body>' ],
    [ 'append body', '<body>a</body></html>\n<!-- b -->\n' ],
    [ 'append body', '<body>a</body></html>b' ],
    [ 'append body', '<body>a<body class=b>c</body>d</body>' ],
    [ 'append body', '<body>a<table><tr><td>b</body></html>' ],
    [ 'append body', '<body>a<table><tr>' ],
    [ 'append body', '<head><title>a</title>' ],
    [ 'append body', '<head><script>a</script></head>\n' ],
    [ 'append body', '<p>a<!-- b' ],
    [ 'append body', '<p>a<textarea>b' ],
    [ 'append body', '<p>a<select><option>b' ],
    [ 'append body', '<p>a<svg><g>b' ],
    [ 'append body', '<p>a<b title="c' ],
    [ 'append body', '<body>a<svg></body>b' ]
];

for (const [ place, page ] of own) {
    for (const doctype of [ '', '<!DOCTYPE html>\n' ]) {
        const why = check(doctype + page, place, chunks);

        ok(why === '', `${place} in ${JSON.stringify(doctype + page)}`
            + (why === null ? ': nothing to judge' : why ? `: ${why}` : ''));
    }
}


const places = [ 'append body', 'append #story', 'after #story',
    'before #story', 'prepend #story', 'append h1', 'after h1' ];
const soups = Number(process.env.LN_DOM_SOUP || 40);
const seed = Number(process.env.LN_DOM_SEED || 1);
let judged = 0;

for (let s = seed; s < seed + soups; s++) {
    const faults = [];

    for (const place of places) {
        const why = check(soup(s), place, [ 65536, 100 ]);

        judged += why === null ? 0 : 1;

        if (why) {
            faults.push(`${place}: ${why}`);
        }
    }

    ok(faults.length === 0, `soup ${s} ${faults.join('; ')}`);
}

ok(judged > 5 * soups, `${judged} places in ${soups} soups were judged`);


const pages = process.env.LN_DOM_PAGES;

if (pages) {
    for (const name of fs.readdirSync(pages).sort()) {
        const path = `${pages}/${name}/source.html`;

        if (!fs.existsSync(path)) {
            continue;
        }

        for (const place of [ 'append body', 'append article', 'after article',
            'append main', 'after main', 'append h1', 'after h1' ]) {
            const why = check(fs.readFileSync(path), place, [ 32768 ]);

            ok(!why, `${place} in ${name}` + (why ? `: ${why}` : ''));
        }
    }
}

console.log(`1..${n}`);
process.exitCode = failed ? 1 : 0;
