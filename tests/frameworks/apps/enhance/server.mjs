// Pages that are as they come, to which a script adds what they do.

import { serve } from './serve.mjs';

const story = (attributes, button) => `<main>
    <article class="story" ${attributes}><h1>The ferry</h1>
    <p>It leaves at seven.</p>${button}</article></main>`;

const pages = {
    alpine: story('x-data="{ n: 0 }"',
        '<template x-if="n"><p>Counted.</p></template>'
        + '<button @click="n++" x-text="n">0</button>'),
    stimulus: story('data-controller="story"',
        '<button data-action="story#count">0</button>'),
    island: `<is-land on:visible>${story('',
        '<button onclick="this.textContent++">0</button>')}</is-land>`
};

serve(path => '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    + `<title>The ferry</title><script type="module" src="${path}.${path === '/island' ? 'mjs' : 'js'}"></script>`
    + `</head><body>${pages[path.slice(1)]}<footer>foot</footer></body></html>`);
