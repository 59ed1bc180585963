// Pages of tag soup from a seed: the mistakes that real pages make.

'use strict';

const blockNames = ('div section header footer aside nav ul table'
    + ' blockquote figure h2 pre fieldset').split(' ');
const inlines = 'a b i em strong span code small font nobr u'.split(' ');
const empties = [
    '<br>', '<img src=a alt="</article>">', '<hr>', '<input>', '<wbr>',
    '<!-- </article> -->', '<!--><x>-->', '<script>"</article>"</script>',
    '<style>a{}</style>', '<textarea></article></textarea>',
    '<svg><path/></svg>', '<svg><title></article></title><g></svg>',
    '<math><mi>x</mi></math>', '<select><option>a<option>b</select>',
    '<template><p></template>', '<iframe></article></iframe>',
    '<noscript></article></noscript>', '</p>', '</br>', '</x>', '</div>',
    '</section>', '</li>', '</td>', '</a>', '<b><div>x</b>y</div>',
    '<table>x<tr><td>y</table>', '<td>x', '<li>x', '<body class=z>',
    '<html lang=x>', '</body>', '<button>x', '<p><table><tr><td>x</table>',
    '<h3>x<h4>y</h4>', '<select><p>x</select>', '<dl><dt>a<dd>b</dl>',
    '<option>x', '<font><p>x</font>', '<ruby>a<rt>b</ruby>', '<svg><p>x',
    '<svg><foreignObject><p>x</foreignObject></svg>',
    '<math><mtext><b>x</math>', '<nobr>a<nobr>b</nobr>',
    '<object><p>x</object>', '<custom-element>x</custom-element>', '&amp;'
];


function generator(seed) {
    let state = seed >>> 0 || 1;

    return n => {
        state ^= state << 13;
        state >>>= 0;
        state ^= state >>> 17;
        state ^= state << 5;
        state >>>= 0;
        return state % n;
    };
}

function soup(seed) {
    const random = generator(seed * 2654435761);
    const pick = list => list[random(list.length)];
    const end = name => random(12) ? `</${name}>` : '';

    const inline = depth => {
        const name = pick(inlines);

        switch (random(6)) {
        case 0:
            return depth > 0 ? `<${name}>` + inline(depth - 1) + `</${name}>`
                : 'text ';
        case 1:
            return pick(empties);
        default:
            return 'text ';
        }
    };

    const table = depth => {
        let out = '<table' + (random(3) ? '>' : ' border=1>');

        if (!random(4)) {
            out += '<caption>c' + end('caption');
        }

        for (let rows = random(3); rows >= 0; rows--) {
            out += random(4) ? '<tr>' : '<tbody><tr>';

            for (let cells = random(3); cells >= 0; cells--) {
                out += `<${pick([ 'td', 'th' ])}>` + content(depth - 1)
                    + (random(2) ? '' : '</td>');
            }

            out += random(2) ? '</tr>' : '';
        }

        return out + '</table>';
    };

    const list = depth => {
        let out = '<ul>';

        for (let items = random(4); items >= 0; items--) {
            out += '<li>' + content(depth - 1) + (random(2) ? '</li>' : '');
        }

        return out + '</ul>';
    };

    const block = depth => {
        const name = pick(blockNames);

        switch (name) {
        case 'table':
            return table(depth);
        case 'ul':
            return list(depth);
        case 'h2':
            return '<h2>' + inline(2) + '</h2>';
        default:
            return `<${name} class=x>` + content(depth - 1) + end(name);
        }
    };

    const paragraph = () => '<p>' + inline(2) + inline(1)
        + (random(2) ? '</p>' : '\n');

    const content = depth => {
        let out = '';

        for (let n = random(4); n >= 0; n--) {
            out += depth > 0 && random(2) ? block(depth)
                : random(2) ? paragraph() : inline(2);
        }

        return out;
    };

    const target = pick([ 'article', 'main', 'div', 'section' ]);

    return pick([ '<!DOCTYPE html>', '<!DOCTYPE html>', '' ])
        + pick([ '<html lang=en>', '' ])
        + pick([ '<head><title>t</title></head>', '<meta charset=utf-8>', '' ])
        + pick([ '<body>', '<body class=a>', '' ])
        + content(2) + '<h1>' + inline(1) + '</h1>' + content(2)
        + `<${target} id=story class="story x">` + content(4)
        + `</${target}>` + content(2)
        + pick([ '</body></html>', '</body>', '</html>\n', '' ]);
}

module.exports = { generator, soup };
