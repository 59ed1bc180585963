import { hydrateRoot } from 'react-dom/client';
import { Whole, makeLate } from './story.jsx';

hydrateRoot(document, <Whole Late={makeLate()}/>);
