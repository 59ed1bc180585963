import { hydrate } from 'solid-js/web';
import { Whole } from './story.jsx';

hydrate(() => <Whole/>, document);
