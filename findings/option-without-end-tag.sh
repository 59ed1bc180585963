#!/bin/bash
# node-html-parser drops a <select>, and the <body> around it, but keeps text.
#
# HTML lets an author leave out </option>, </rt> and </body>. The parser knows
# this of </p>, </li> and </td>, in plain cases. One would guess that it keeps
# the rest as it stands, or raises an error. It takes away each element that is
# open when the end tag is missed, up to the page's first element, and keeps
# their texts.
#
# Why it matters: querySelector('body') then finds nothing and a notice has no
# place. The page that is written again has lost a form field, or its body.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    node-html-parser@9.0.7

echo "node-html-parser 9.0.7"

cat > parse.mjs << 'END'
import { parse } from 'node-html-parser';

for (const page of [
    '<body><p>a<p>b</body>',
    '<body><select><option>a</select></body>',
    '<body><ruby>a<rt>b</ruby></body>',
    '<body><ul><li>a<p>b<li>c</ul></body>',
]) {
    const start = '<!DOCTYPE html><html><title>t</title>';
    const root = parse(start + page + '</html>');
    const written = root.toString();

    console.log('page:    ' + page);
    console.log('written: ' + written.slice(start.length, -7)
                + (root.querySelector('body') ? '' : ' (no body)'));
}
END

cat > expected << 'END'
page:    <body><p>a<p>b</body>
written: <body><p>a</p><p>b</p></body>
page:    <body><select><option>a</select></body>
written: a (no body)
page:    <body><ruby>a<rt>b</ruby></body>
written: ab (no body)
page:    <body><ul><li>a<p>b<li>c</ul></body>
written: ab<li>c</li> (no body)
END

node parse.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: elements are gone, with all around them"
