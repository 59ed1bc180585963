import { hydrate } from 'react-dom';
import { Story } from './parts/story.jsx';

hydrate(<Story/>, document.getElementById('site'));
