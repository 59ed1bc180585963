import { createFileRoute } from '@tanstack/vue-router';
import { defineComponent } from 'vue';
import Story from '../../parts/Story.vue';

const News = defineComponent(() => {
    const params = Route.useParams();
    return () => <Story slug={params.value.slug} key={params.value.slug}/>;
});

export const Route = createFileRoute('/news/$slug')({ component: News });
