#!/bin/bash
# @riotjs/hydrate keeps nothing of the page that the server has rendered.
#
# Riot renders a component on the server (@riotjs/ssr) and hydrates it in the
# browser (@riotjs/hydrate). One would guess that hydrating adds the handlers of
# events to the elements that are there, as with React or Vue, and renders anew
# only where the page does not match. It renders all of the component into a copy
# of its element and puts this in the place of the old one, also where the page
# is, letter by letter, what the browser renders. It tells no error.
#
# Why it matters: a notice in the component is gone, as is whatever another
# script has kept: a reference, a listener, an observer, the reader's selection.
# React and Vue at least complain of the notice.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    riot@9.4.11 @riotjs/ssr@9.0.0 @riotjs/hydrate@9.0.0 \
    @riotjs/compiler@9.4.9 happy-dom@21.0.4

echo "@riotjs/hydrate 9.0.0, riot 9.4.11"

cat > hydrate.mjs << 'END'
import { compile } from '@riotjs/compiler';
import render from '@riotjs/ssr';
import { Window } from 'happy-dom';
import { writeFileSync } from 'node:fs';

writeFileSync('story.mjs', compile(`
<story>
    <p>{ state.n }</p><button onclick={ () => update({ n: 1 }) }>count</button>
    <script>
        export default { state: { n: 0 } };
    </script>
</story>`).code);

const { default: story } = await import('./story.mjs');
const page = render('story', story);

const window = new Window();
for (const name of [ 'window', 'document', 'Node', 'Element', 'HTMLElement',
                     'Event', 'Text', 'Comment', 'DocumentFragment',
                     'NodeFilter' ]) {
    globalThis[name] = window[name];
}
const { default: hydrate } = await import('@riotjs/hydrate');

const look = () => document.body.innerHTML.replace(/\s*\n\s*/g, '')
    .replace(/ expr\d+="[^"]*"/g, '');

for (const [ what, html ] of [
    [ 'as rendered', page ],
    [ 'with a notice', page.replace('<button', '<aside>notice</aside><button') ],
]) {
    document.body.innerHTML = html;
    const old = [ 'story', 'p', 'button' ].map(s => document.querySelector(s));
    console.log(`${what}: ${look()}`);
    hydrate(story)(old[0]);
    console.log(`hydrated: ${look()}`);
    document.querySelector('button').click();
    console.log(`after a click: ${document.querySelector('p').textContent}`);
    console.log('still in the page: ' + (old.filter(e => e.isConnected)
        .map(e => e.localName).join(', ') || 'no element of the server'));
}
END

cat > expected << 'END'
as rendered: <story><p>0</p><button>count</button></story>
hydrated: <story><p>0</p><button>count</button></story>
after a click: 1
still in the page: no element of the server
with a notice: <story><p>0</p><aside>notice</aside><button>count</button></story>
hydrated: <story><p>0</p><button>count</button></story>
after a click: 1
still in the page: no element of the server
END

node hydrate.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: hydrating replaces the page that it was given"
