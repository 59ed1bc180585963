import { createElement as h } from 'inferno-create-element';
import { renderToString } from 'inferno-server';
import { Story } from './story.mjs';
import { serve } from './serve.mjs';

serve(() => '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    + '<title>The ferry</title>'
    + '<script type="module" src="/client.js"></script></head>'
    + `<body><div id="root">${renderToString(h(Story))}</div>`
    + '<footer>foot</footer></body></html>');
