import { render, route } from 'rwsdk/router';
import { defineApp } from 'rwsdk/worker';
import { Document } from './document.tsx';
import { Story } from '../parts/story.jsx';

const News = ({ params }) => (
    <>
        <a href="/news/ferry" id="ferry">Ferry</a>{' '}
        <a href="/news/harbour" id="harbour">Harbour</a>
        <Story slug={params.slug} key={params.slug}/>
    </>
);

export default defineApp([ render(Document, [ route('/news/:slug', News) ]) ]);
