// Broken pages from a seed, of what hides, what nests and what tables do.

'use strict';

const { generator } = require('./soup.js');

const names = ('div section article p p b i a em font nobr span ul li dl dt dd'
    + ' h1 h2 h3 table tr td th tbody caption colgroup col select option'
    + ' optgroup hr input button textarea ruby rt rp rb dialog details summary'
    + ' progress meter svg g foreignObject title math mi mtext form fieldset'
    + ' pre blockquote object video audio canvas template x-y slot main body'
    + ' html head br img iframe marquee label').split(' ');
const attributes = [ ' hidden', ' popover', ' open', ' class=k',
    ' style="display: none"', ' id=t',
    ' title="a hidden b"', ' hidden=until-found', ' hidden id="S:1"',
    ' slot=s', ' name=s' ];
const whole = [ '<div hidden>x</div>',
    '<div hidden=until-found><p class=k>x</p></div>',
    '<div hidden id="S:1"><p class=k>x</p></div>',
    '<select><option>a<option>b</select>', '<table><tr><td>x<td>y</table>',
    '<table><caption>x<tr><td class=k>y</table>', '<table><li>x<tr><td>y',
    '<dialog>x</dialog>', '<br>', '</p>', '</br>', '<!-- <p> -->',
    '<script>"</p>"</script>', '<svg><path/></svg>',
    '<template shadowrootmode=open><p>x</p></template>',
    '<template shadowrootmode=open><slot></slot></template>',
    '<template shadowrootmode=open><slot name=s></slot></template>',
    '<div><template shadowrootmode=open>x</template>y</div>',
    '<details><summary>x</summary>y</details>', '<ruby>a<rp>(</rp><rt>b</ruby>',
    '<li>a<li>b', '<h2>a<h1>b', '<dt>a<dd>b', '<option>a<option>b',
    '<textarea>x</textarea>', '<select><textarea></textarea>',
    '<style>i{}</style>', '<iframe></iframe>', '<noscript><p></noscript>',
    '<video><p class=k>x</video>', '<object><p class=k>x</object>',
    '<canvas><p class=k>x</canvas>', '<audio controls><p class=k>x</audio>',
    '<body class=k>', '<body id=t>' ];

const places = [ 'append body', 'append .k', 'after .k', 'before .k',
    'prepend .k', 'append #t', 'after #t', 'before #t', 'prepend #t',
    'after li', 'before h1', 'after table', 'after select', 'append p',
    'prepend p', 'before li', 'append div', 'after option', 'append main',
    'prepend body', 'after body', 'before body', 'append td', 'after object',
    'append slot', 'after hr', 'append span', 'after svg' ];

// What may stand anywhere in a page.
function piece(random) {
    const pick = list => list[random(list.length)];
    if (!random(3)) {
        return pick(whole);
    }
    return '<' + (random(3) ? '' : '/') + pick(names)
        + (random(3) ? '' : pick(attributes)) + '>';
}

function grammar(seed) {
    const random = generator(seed * 2654435761);
    const pick = list => list[random(list.length)];
    const open = [];
    let out = pick([ '<!DOCTYPE html>', '<!DOCTYPE html>', '' ])
        + pick([ '', '<title>t</title>', '<head></head>' ])
        + pick([ '<body>', '' ]);

    for (let n = 3 + random(22); n > 0; n--) {
        switch (random(8)) {
        case 0: case 1: case 2: {
            const name = pick(names);
            open.push(name);
            out += '<' + name + (random(3) ? '' : pick(attributes)) + '>';
            break;
        }
        case 3: case 4:
            if (open.length) {
                out += '</' + (random(5) ? open.pop() : pick(open)) + '>';
            }
            break;
        case 5:
            out += pick(whole);
            break;
        default:
            out += pick([ 'x', 'y z', ' ', '\n' ]);
        }
    }

    return { page: out + pick([ '', '', '</body></html>' ]),
        place: places[random(places.length)] };
}

// What ends formatting early, what is open in it, and what hides.
const broken = {
    names: ('b b i i a em font nobr code u p p p div div section h1 h2 h3 form'
        + ' table tr td caption option select video audio canvas object span x-y'
        + ' ul li button dialog ruby rp details svg foreignObject br hr input'
        + ' iframe marquee template').split(' '),
    whole: [ '<p><b>x</p>', '<p><b hidden>x</p>', '<div><i><font popover>x</div>',
        '<b><p>x</b>y', '<b hidden><p>x</b>y', '<a><div><a>x</a></div>',
        '<nobr>x<nobr>y', '<h1><b>x<h2>y</h2>', '<form><table><td></form>x',
        '<table><td><b>x<td>y</table>', '<table><b>x<tr><td>y</table>',
        '<td><object></td>', '<font size=1><font size=2><font size=1><font size=1>',
        '<b><b><b><b>', '<b hidden><b hidden><b hidden><b hidden>',
        '<div><div><div><div><div><div><div><div>', '</b></b></b></b>',
        '<i><b><u><em><p>x</i>y', '<video><form></video>', '</form>', '</p>',
        '<table><form hidden>', '<svg><font>x</svg>', '<math><mi><b>x</math>' ],
    attributes: [ ' hidden', ' hidden', ' popover', ' class=k', ' id=t' ],
    places: [ 'append body', 'append body', 'append body', 'append .k',
        'after #t', 'before h1', 'append div', 'after p' ]
};

function formatting(seed) {
    const random = generator(seed * 2654435761);
    const pick = list => list[random(list.length)];
    const open = [];
    let out = pick([ '<!DOCTYPE html>', '' ]) + pick([ '<body>', '' ]);

    for (let n = 3 + random(20); n > 0; n--) {
        switch (random(7)) {
        case 0: case 1: {
            const name = pick(broken.names);
            open.push(name);
            out += '<' + name + (random(4) ? '' : pick(broken.attributes)) + '>';
            break;
        }
        case 2: case 3:
            if (open.length) {
                out += '</' + (random(3) ? open.pop() : pick(open)) + '>';
            }
            break;
        case 4:
            out += pick(broken.whole);
            break;
        default:
            out += pick([ 'x', 'y z', ' ', '\n' ]);
        }
    }

    return { page: out + pick([ '', '</body></html>' ]),
        place: pick(broken.places) };
}

module.exports = { formatting, grammar, piece, places };
