import ReactOnRails from 'react-on-rails';
import { Story } from './parts/story.jsx';

ReactOnRails.register({ Story });
