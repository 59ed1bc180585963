import Link from 'next/link';
import { Story } from '../../story.jsx';

export function getServerSideProps({ params }) {
    return { props: { slug: params.slug } };
}

export default function Page({ slug }) {
    return (
        <>
            <nav>
                <Link href="/old/ferry" id="ferry">Ferry</Link>{' '}
                <Link href="/old/harbour" id="harbour">Harbour</Link>
            </nav>
            <Story slug={slug}/>
        </>
    );
}
