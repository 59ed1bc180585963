import { route } from '@react-router/dev/routes';

export default [ route('news/:slug', 'routes/news.jsx') ];
