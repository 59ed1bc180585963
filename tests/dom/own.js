// Pages of our own and their places, for both judges: each stands for one rule
// of tree construction.

'use strict';

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
    [ 'append div', '<div><video><font>a</div>b<p>c' ],
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

// What hides by an attribute, which parse5 does not know.
const hidden = [
    [ 'append div', '<div><dialog><font>a</div>b<p>c' ],
    [ 'after dt', '<dl><dt>a<dialog><font>b</dt>c<dd>d</dl>e' ],
    [ 'append body', '<p><b hidden>a</p>b<ul><li>c' ],
    [ 'append body', '<body><p><b hidden>a</p>b</body>' ],
    [ 'append body', '<font popover><ul><font>a</ul>b' ],
    [ 'append h1', '<p><b hidden>a</p>b</b><h1>c</h1>d' ],
    [ 'append h1', '<p><a hidden>a</p>b<a>c</a><h1>d</h1>e' ],
    [ 'append h1', '<table><td><p><b hidden>a</table><h1>b</h1>c' ],
    [ 'append td', '<table><td><p><b hidden>a</p>b</td><td>c</table>d' ],
    [ 'append body', '<b hidden><p>a</b>b' ],
    [ 'append body', '<form hidden><x-y><p>a' ],
    [ 'append body', '<body><form hidden><h1>a</form>b</body>' ],
    [ 'append body', '<div hidden id="S:1"><p>a' ],
    [ 'after body', '<body><dialog>a</body>b' ],
    [ 'append p', '<svg><defs><foreignObject><p>a</p></foreignObject></defs>'
        + '</svg><p>b</p>c' ],
    [ 'append body', '<math><foreignObject>a' ],
    [ 'append main', '<main><template shadowrootmode=open>a</template>b</main>'
        + 'c' ],
    [ 'append p', '<dialog><p>a</dialog><p>b</p>c' ],
    [ 'append p', '<details><p>a</details><p>b</p>c' ],
    [ 'append h1', '<details open name=a><p>a</details><details open name=a>'
        + '<h1>b</details><h1>c</h1>d' ],

    // formatting opens again
    [ 'append body', '<p><b>x</p><h1 hidden>a<h2>b</h2>c' ],
    [ 'append body', '<option><p><b>x</p>a<option>b</option>c' ],
    [ 'append body', '<p><b hidden>a</p>\n<div>b' ],
    [ 'append body', '<p><b hidden>x</p><iframe>a' ],
    [ 'append td', '<table><b hidden>x<tr><td>y</td></table>' ],
    [ 'append td', '<p><b hidden>x</p><table><tr><td>a</td></table>' ],
    [ 'append body', '<div><font popover>a</div><h1><font>b' ],
    [ 'append body', '<h2 hidden><math><mi><b>a</math><h1><b>b</h1>c' ],
    [ 'append body', '<form popover><i><b><u><p>a</i>b</form>c' ],
    [ 'append div > p:nth-child(2)', '<div><p><b>x</p>y<p>z</p></div>' ],
    [ 'append div', '<p>a<i><b><div>b</b>c</div>d<p>e' ],
    [ 'append b > p', '<div><p><b>x</p>y<div><p>z</p></div></div>' ],
    [ 'append body', '<p><b hidden><b hidden><b hidden><b hidden>a</p>b' ],
    [ 'append body', '<b hidden><b hidden><b hidden><b hidden><p>a</b></b></b>'
        + '</b>b' ],
    [ 'append body', '<font popover><div><font size=1><font size=2>'
        + '<font size=1><font size=1>a</div>b' ],
    [ 'append body', '<p><b hidden>a</p><table><tr><td><object></td></tr>'
        + '</table>b' ],
    [ 'append body', '<b hidden><div><div><div><div><div><div><div><div>8</b>x' ],
    [ 'append body', '<b hidden><div><div><div><div><div><div><div>7</b>x' ],
    [ 'append body', '<i><b hidden><u><em><s><p>x</i>y' ],
    [ 'append body', '<b><video><p>x</b>y' ],

    // what a notice may end
    [ 'append article', '<a><article>a</article></a><article>b</article>c' ],
    [ 'append article', '<button><article>a</article></button>'
        + '<article>b</article>c' ],
    [ 'append article', '<nobr><article>a</article></nobr>'
        + '<article>b</article>c' ],
    [ 'append i', '<table><svg><foreignObject><i>a</i></foreignObject></svg>'
        + '<tr><td>b</table><i>c</i>d' ],
    [ 'append i', '<button><select><i>a</i></select></button><i>b</i>c' ],
    [ 'append i', '<button><math><mi><i>a</i></mi></math></button>b' ],
    [ 'append i', '<a><table><caption><i>a</i></caption><tr><td>b</table></a>' ],
    [ 'append i', '<nobr><marquee><i>a</i></marquee></nobr>b' ],
    [ 'append i', '<a><button><nobr><i>a</i></nobr></button></a><i>b</i>c' ],
    [ 'prepend button', '<button><div>a</div></button>b' ],
    [ 'before #x', '<a>a<a id=x>b</a>c' ],
    [ 'before #x', '<button><div>a<button id=x>b</button>c' ],
    [ 'before #x', '<nobr>a<nobr id=x>b</nobr>c' ],
    [ 'before li', '<ol><li><a>a</a><li>b</ol>c' ],
    [ 'append article', '<article><button>a</article><article>b</article>c' ],
    [ 'after article', '<article><button>a</article>b' ],
    [ 'append body', '<div><button>a<p>b</body>' ],
    [ 'append body', '<div><a>a<p>b</p>' ],
    [ 'append body', '<p><nobr>a</p>b</body>' ],
    [ 'append body', '<button><select><option>a' ],
    [ 'append body', '<a><table><li>a' ],

    // forms
    [ 'append body', '<form hidden><div></form>x' ],
    [ 'append body', '<div hidden><form><table><td></form>x' ],
    [ 'append body', '<div><option><form><table><td></form>x' ],
    [ 'append body', '<div><b hidden><form><table><td></form>x' ],
    [ 'append .k', '<table><form><tr><td>x</table><form class=k>y</form>z' ]
];

// Each as it is written and, after it, with a doctype.
function* ownPages(pages = own) {
    for (const [ place, page ] of pages) {
        for (const doctype of [ '', '<!DOCTYPE html>\n' ]) {
            yield { place, page: doctype + page };
        }
    }
}

module.exports = { hidden, ownPages };
