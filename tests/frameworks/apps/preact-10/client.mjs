import { h, hydrate } from 'preact';
import { Story } from './story.mjs';

hydrate(h(Story), document.querySelector('#app') || document.body);
