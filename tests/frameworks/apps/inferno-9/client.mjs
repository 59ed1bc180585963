import { createElement as h } from 'inferno-create-element';
import { hydrate } from 'inferno-hydrate';
import { Story } from './story.mjs';

hydrate(h(Story), document.getElementById('root'));
