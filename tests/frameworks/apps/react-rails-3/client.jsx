import ReactRailsUJS from 'react_ujs';
import { Story } from './parts/story.jsx';

ReactRailsUJS.getConstructor = () => Story;
ReactRailsUJS.mountComponents();
