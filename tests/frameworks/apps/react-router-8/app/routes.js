import { route } from '@react-router/dev/routes';

export default [
    route('news/:slug', 'routes/news.jsx'),
    route('clock', 'routes/clock.jsx')
];
