import { hydrateRoot } from 'react-dom/client';
import { Whole, makeLate } from './story.jsx';

// a site's own import of a script, which the address names here
if (location.search) {
    import(location.search.slice(1));
}

hydrateRoot(document, <Whole Late={makeLate()}/>);
