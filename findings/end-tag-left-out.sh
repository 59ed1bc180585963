#!/bin/bash
# lol-html's append at the end of a body is lost where </body> is left out.
#
# html-rewriter-wasm is Cloudflare's streaming rewriter, as a package. HTML lets
# an author leave out </body> (and </p>, </li> and others). One would guess that
# what is appended to the body then comes at the end of the page, where the body
# ends for a browser. The rewriter waits for the end tag itself. No tag comes,
# nothing is written, and no error says so. For paragraphs, the last one of two
# gets the text and the first gets none.
#
# Why it matters: the page is valid, the notice was appended, and no reader sees
# it. parse5, which reads a page as browsers do, has it in both pages.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    html-rewriter-wasm@0.4.1 parse5@8.0.0

echo "html-rewriter-wasm 0.4.1, parse5 8.0.0"

cat > rewrite.mjs << 'END'
import { HTMLRewriter } from 'html-rewriter-wasm';
import { parse, parseFragment, serialize } from 'parse5';

const notice = '<aside>N</aside>';

async function rewrite(page, selector) {
    let written = '';
    const rewriter = new HTMLRewriter(
        part => { written += Buffer.from(part).toString(); });

    rewriter.on(selector, {
        element(found) { found.append(notice, { html: true }); },
    });
    await rewriter.write(Buffer.from(page));
    await rewriter.end();
    rewriter.free();
    return written;
}

function browser(page) {
    const body = parse(page).childNodes.at(-1).childNodes[1];

    for (const node of parseFragment(notice).childNodes) {
        body.childNodes.push(node);
    }
    return serialize(body);
}

for (const page of ['<!DOCTYPE html><title>t</title><body><p>a</p></body>',
                    '<!DOCTYPE html><title>t</title><body><p>a</p>'])
{
    console.log('page:    ' + page);
    console.log('written: ' + await rewrite(page, 'body'));
    console.log('parse5:  ' + browser(page));
}
console.log('p:       ' + await rewrite('<body><p>a<p>b</body>', 'p'));
END

cat > expected << 'END'
page:    <!DOCTYPE html><title>t</title><body><p>a</p></body>
written: <!DOCTYPE html><title>t</title><body><p>a</p><aside>N</aside></body>
parse5:  <p>a</p><aside>N</aside>
page:    <!DOCTYPE html><title>t</title><body><p>a</p>
written: <!DOCTYPE html><title>t</title><body><p>a</p>
parse5:  <p>a</p><aside>N</aside>
p:       <body><p>a<p>b<aside>N</aside></body>
END

node rewrite.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: without </body> nothing is appended"
