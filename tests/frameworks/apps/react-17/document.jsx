import { hydrate } from 'react-dom';
import { Whole } from './whole.jsx';

// a site's own import of a script, which the address names here
if (location.search) {
    import(location.search.slice(1));
}

hydrate(<Whole/>, document);
