import { app } from './story.mjs';

app().mount('#app');
