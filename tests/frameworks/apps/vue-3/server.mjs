import { renderToString } from 'vue/server-renderer';
import { app } from './story.mjs';
import { serve } from './serve.mjs';

serve(async () => '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    + '<title>The ferry</title>'
    + '<script type="module" src="/client.js"></script></head><body>'
    + `<div id="app">${await renderToString(app())}</div>`
    + '<footer>foot</footer></body></html>');
