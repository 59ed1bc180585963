import { Link, useParams } from 'ice';
import { Story } from '../../parts/story.jsx';

export default function News() {
    return (
        <>
            <Link to="/news/ferry" id="ferry">Ferry</Link>{' '}
            <Link to="/news/harbour" id="harbour">Harbour</Link>
            <Story slug={useParams().slug}/>
        </>
    );
}
