#!/bin/bash
# happy-dom finds an <article> in the text of a <textarea>.
#
# A page that offers code to copy ("put this on your site") shows it in a
# textarea. What is in there is text, also where it looks like tags. One would
# guess that a DOM for servers reads it so, as browsers do. happy-dom makes
# elements of it, and also of what is in the page's <title>.
#
# Why it matters: "the first article" is in the form field. The notice becomes a
# part of the code that people copy, and the article has none.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    happy-dom@21.0.4 parse5@8.0.0

echo "happy-dom 21.0.4, parse5 8.0.0"

cat > look.mjs << 'END'
import { Window } from 'happy-dom';
import { parse } from 'parse5';

function count(node) {
    return (node.childNodes ?? []).reduce(
        (sum, child) => sum + count(child),
        node.nodeName === 'article' ? 1 : 0);
}

const news = '<article>news</article></body>';

for (const [name, page] of Object.entries({
    textarea: '<!DOCTYPE html><title>t</title><body>'
              + '<textarea><article>copy me</article></textarea>' + news,
    title: '<!DOCTYPE html><title><article>copy me</article></title><body>'
           + news,
})) {
    const window = new Window();

    window.document.write(page);
    console.log(`${name}: happy-dom has`,
                window.document.querySelectorAll('article').length,
                'and first "'
                + window.document.querySelector('article').textContent + '",',
                'parse5 has', count(parse(page)));
    await window.happyDOM.close();
}
END

cat > expected << 'END'
textarea: happy-dom has 2 and first "copy me", parse5 has 1
title: happy-dom has 2 and first "copy me", parse5 has 1
END

node look.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: text in these elements is taken for elements"
