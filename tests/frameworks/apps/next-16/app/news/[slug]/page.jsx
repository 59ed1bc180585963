import { Suspense } from 'react';
import { Story } from '../../../story.jsx';

export const dynamic = 'force-dynamic';

// It comes later than the rest of the page, in the same response.
async function Comments() {
    await new Promise(done => setTimeout(done, 200));
    return <section><p>Two comments.</p></section>;
}

export default async function Page({ params }) {
    const { slug } = await params;
    return (
        <>
            <Story slug={slug}/>
            <Suspense fallback={<p>..</p>}><Comments/></Suspense>
        </>
    );
}
