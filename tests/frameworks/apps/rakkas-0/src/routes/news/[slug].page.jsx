import { Story } from '../../../parts/story.jsx';

export default function News({ params }) {
    return <Story slug={params.slug}/>;
}
