import { usePageContext } from 'vike-react/usePageContext';
import { Story } from '../../../parts/story.jsx';

export default function Page() {
    return (
        <>
            <a href="/news/ferry" id="ferry">Ferry</a>{' '}
            <a href="/news/harbour" id="harbour">Harbour</a>
            <Story slug={usePageContext().routeParams.slug}/>
        </>
    );
}
