import { createRenderer } from 'vue-server-renderer';
import { app } from './story.mjs';
import { serve } from './serve.mjs';

const renderer = createRenderer();

serve(async () => '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    + '<title>The ferry</title>'
    + '<script type="module" src="/client.js"></script></head><body>'
    + await renderer.renderToString(app())
    + '<footer>foot</footer></body></html>');
