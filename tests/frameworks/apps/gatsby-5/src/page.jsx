import { Link } from 'gatsby';
import { Story } from '../parts/story.jsx';

export const page = slug => () => (
    <>
        <Link to="/ferry/" id="ferry">Ferry</Link>{' '}
        <Link to="/harbour/" id="harbour">Harbour</Link>
        <Story slug={slug}/>
    </>
);
