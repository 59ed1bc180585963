// A page as the helper of react-rails writes it, with prerender.

import { renderToString } from 'react-dom/server';
import { Story } from './parts/story.jsx';
import { serve } from './serve.mjs';

serve(() => '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    + '<title>The ferry</title></head><body><section>'
    + '<div data-react-class="Story" data-react-props="{}" data-hydrate="t" '
    + `data-react-cache-id="Story-0">${renderToString(<Story/>)}</div></section>`
    + '<footer>foot</footer><script src="/client.js"></script></body></html>');
