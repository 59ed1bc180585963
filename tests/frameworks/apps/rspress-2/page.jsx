import { Link } from '@rspress/core/theme';
import { Story } from './parts/story.jsx';

export function Page({ slug }) {
    return (
        <>
            <Link href="/ferry.html" id="ferry">Ferry</Link>{' '}
            <Link href="/harbour.html" id="harbour">Harbour</Link>
            <Story slug={slug}/>
        </>
    );
}
