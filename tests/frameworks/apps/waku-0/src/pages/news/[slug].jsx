import { Story } from '../../../parts/story.jsx';

export default function News({ slug }) {
    return <Story slug={slug}/>;
}

export const getConfig = () => ({ render: 'dynamic' });
