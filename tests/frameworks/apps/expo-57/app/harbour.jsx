import { Story } from '../parts/story.jsx';

export default function Page() {
    return <Story slug="harbour"/>;
}
