#!/bin/bash
# The Reader View leaves out what is marked as an alert, and keeps a mere note.
#
# Readability is what Firefox's Reader View is made of. It takes an article out
# of its page. An author marks what all must be told at once by role="alert".
# One would guess that the role saves a text in the article, or does nothing. It
# is the reason to remove it: the same words stay without a role, and with the
# roles "note", "status" and even "banner". A part of a sentence goes, too, if
# it has the role. So do the roles "dialog" and "alertdialog", while the element
# <dialog> stays.
#
# Why it matters: the more important the author says that a notice is, the less
# is it seen by those who read with the Reader View, often for bad eyesight.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    @mozilla/readability@0.6.0 jsdom@26.1.0

echo "@mozilla/readability 0.6.0, jsdom 26.1.0"

cat > read.js << 'END'
const { Readability } = require('@mozilla/readability');
const { JSDOM } = require('jsdom');

const text = '<p>'
             + 'An article has sentences, with commas, and more. '.repeat(5)
             + '</p>';

for (const start of ['<p>', '<p role="note">', '<p role="status">',
                     '<p role="banner">', '<p aria-live="assertive">',
                     '<p role="alert">', '<section role="alert">',
                     '<p role="alertdialog">', '<p role="dialog">',
                     '<dialog open>'])
{
    const end = '</' + start.match(/[a-z]+/)[0] + '>';
    const page = '<!DOCTYPE html><title>t</title><article>'
                 + start + 'NOTICE, as a law says.' + end
                 + text.repeat(4) + '</article>';
    const { document } = new JSDOM(page).window;
    const { content } = new Readability(document).parse();

    console.log(start + ': ' + (content.includes('NOTICE') ? 'kept' : 'gone'));
}

const { content } = new Readability(new JSDOM('<!DOCTYPE html><title>t</title>'
    + '<article><p>This is <b role="alert">not</b> for children.</p>'
    + text.repeat(4) + '</article>').window.document).parse();

console.log(content.match(/This is .*? for children/)[0]);
END

cat > expected << 'END'
<p>: kept
<p role="note">: kept
<p role="status">: kept
<p role="banner">: kept
<p aria-live="assertive">: kept
<p role="alert">: gone
<section role="alert">: gone
<p role="alertdialog">: gone
<p role="dialog">: gone
<dialog open>: kept
This is  for children
END

node read.js | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: an alert is left out"
