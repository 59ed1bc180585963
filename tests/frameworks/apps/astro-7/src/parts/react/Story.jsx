export { Story as default } from '../../../parts/story.jsx';
