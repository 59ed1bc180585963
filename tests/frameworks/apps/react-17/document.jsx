import { hydrate } from 'react-dom';
import { Whole } from './whole.jsx';

hydrate(<Whole/>, document);
