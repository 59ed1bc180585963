import { Link, routes } from '@redwoodjs/router';
import { Story } from '../../parts/story.jsx';

export const page = slug => () => (
    <>
        <Link to={routes.ferry()} id="ferry">Ferry</Link>{' '}
        <Link to={routes.harbour()} id="harbour">Harbour</Link>
        <Story slug={slug}/>
    </>
);
