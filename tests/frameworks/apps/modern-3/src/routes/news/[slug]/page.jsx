import { useParams } from '@modern-js/runtime/router';
import { Story } from '../../../../parts/story.jsx';

export default function News() {
    return <Story slug={useParams().slug}/>;
}
