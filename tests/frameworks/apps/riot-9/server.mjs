import render from '@riotjs/ssr';
import story from './story.mjs';
import { serve } from './serve.mjs';

serve(() => '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    + '<title>The ferry</title>'
    + '<script type="module" src="/client.js"></script></head>'
    + `<body>${render('lantern-story', story)}<footer>foot</footer></body></html>`);
