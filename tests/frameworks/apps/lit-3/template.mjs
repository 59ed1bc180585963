import { hydrate } from '@lit-labs/ssr-client';
import { render } from 'lit';
import { story } from './story.mjs';

const root = document.querySelector('#app');
let n = 0;
const count = () => render(story(++n, count), root);

hydrate(story(n, count), root);
window.hydrated = true;
