#!/bin/bash
# cheerio writes an old page with another layout: its doctype is cut short.
#
# A browser shows a page with an old doctype in quirks mode, as browsers did
# when it was made. cheerio knows the mode while it parses. One would guess that
# what it writes has the doctype that it read. It writes <!DOCTYPE html>, the
# name alone, and that asks for the standard's mode. The two modes differ in
# the tree as well: in quirks mode a table stays in the paragraph.
#
# Why it matters: an archive's pages of 1997 look different as soon as somebody
# puts a notice into them, and "p > table" no longer finds what it found.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    cheerio@1.2.0 parse5@7.3.0

echo "cheerio 1.2.0, parse5 7.3.0"

cat > write.mjs << 'END'
import * as cheerio from 'cheerio';
import { parse } from 'parse5';

const page = '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">'
             + '<title>t</title><p>a<table><tr><td>b</table>';
const $ = cheerio.load(page);

$('body').append('<aside>N</aside>');

const written = $.html();

console.log('written starts with ' + written.slice(0, 21));
for (const [name, text] of [['read', page], ['written', written]]) {
    console.log(`${name}: ${parse(text).mode},`,
                cheerio.load(text)('p > table').length, 'table in p,',
                cheerio.load(text)('p').length, 'p');
}
END

cat > expected << 'END'
written starts with <!DOCTYPE html><html>
read: quirks, 1 table in p, 1 p
written: no-quirks, 0 table in p, 2 p
END

node write.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the page has changed its mode"
