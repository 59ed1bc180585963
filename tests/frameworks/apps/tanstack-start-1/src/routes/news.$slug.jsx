import { createFileRoute } from '@tanstack/react-router';
import { Story } from '../../parts/story.jsx';

export const Route = createFileRoute('/news/$slug')({
    component: () => <Story slug={Route.useParams().slug}/>
});
