import { hydrate } from 'solid-js/web';
import { Story } from './story.jsx';

hydrate(() => <Story/>, document.getElementById('app'));
