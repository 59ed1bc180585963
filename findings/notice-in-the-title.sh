#!/bin/bash
# linkedom's document.body may be the page's title.
#
# HTML lets an author leave out <html>, <head> and <body>; a browser makes them.
# linkedom is a DOM for servers. One would guess that its document.body is the
# body then, or null. It takes the first element that it sees for the root of
# the page, puts a new head and a new body into it, and returns this body. If
# the page begins with its title, what is appended to the body is text at the
# front of the title. With <html> alone, it comes before all the page's text.
#
# Why it matters: the page is valid, nothing fails, and no reader sees a notice
# in the page; the tab is called "Nt". jsdom has it at the end of all pages.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    linkedom@0.18.15 jsdom@26.1.0

echo "linkedom 0.18.15, jsdom 26.1.0"

cat > append.mjs << 'END'
import { parseHTML } from 'linkedom';
import { JSDOM } from 'jsdom';

for (const page of ['<html><head><title>t</title><body><p>a</p>',
                    '<title>t</title><p>a</p>',
                    '<title>t</title><body><p>a</p></body>',
                    '<html><title>t</title><p>a</p></html>'])
{
    const { document } = parseHTML('<!DOCTYPE html>' + page);
    const browser = new JSDOM('<!DOCTYPE html>' + page).window.document;

    for (const { body } of [document, browser]) {
        body.insertAdjacentHTML('beforeend', '<aside>N</aside>');
    }
    console.log('page:     ' + page);
    console.log('linkedom: ' + document.toString().slice(15));
    console.log('jsdom:    ' + browser.documentElement.outerHTML);
}
END

cat > expected << 'END'
page:     <html><head><title>t</title><body><p>a</p>
linkedom: <html><head><title>t</title></head><body><p>a</p><aside>N</aside></body></html>
jsdom:    <html><head><title>t</title></head><body><p>a</p><aside>N</aside></body></html>
page:     <title>t</title><p>a</p>
linkedom: <title>Nt</title><p>a</p>
jsdom:    <html><head><title>t</title></head><body><p>a</p><aside>N</aside></body></html>
page:     <title>t</title><body><p>a</p></body>
linkedom: <title>Nt</title><body><p>a</p></body>
jsdom:    <html><head><title>t</title></head><body><p>a</p><aside>N</aside></body></html>
page:     <html><title>t</title><p>a</p></html>
linkedom: <html><head></head><body><aside>N</aside></body><title>t</title><p>a</p></html>
jsdom:    <html><head><title>t</title></head><body><p>a</p><aside>N</aside></body></html>
END

node append.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: without <html> the notice is in the title"
