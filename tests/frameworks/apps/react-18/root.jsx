import { hydrateRoot } from 'react-dom/client';
import { Page, makeLate } from './story.jsx';

hydrateRoot(document.getElementById('root'), <Page Late={makeLate()}/>);
