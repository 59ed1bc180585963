import { hydrate } from 'svelte';
import Story from './Story.svelte';

hydrate(Story, { target: document.querySelector('#app') || document.body });
