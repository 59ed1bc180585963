import { Link } from '@inertiajs/react';
import { Story } from './parts/story.jsx';

export default function Page({ slug }) {
    return (
        <>
            <Link href="/react/ferry" id="ferry">Ferry</Link>{' '}
            <Link href="/react/harbour" id="harbour">Harbour</Link>
            <Story slug={slug}/>
        </>
    );
}
