import { createFileRoute } from '@tanstack/solid-router';
import { createSignal, onMount } from 'solid-js';

function Story() {
    const [n, count] = createSignal(0);
    const params = Route.useParams();
    onMount(() => { window.hydrated = true; });
    return (
        <main>
            <article class="story">
                <h1>The {params().slug}</h1>
                <p>It leaves at seven.</p>
                <button onClick={() => count(n() + 1)}>{n()}</button>
            </article>
        </main>
    );
}

export const Route = createFileRoute('/news/$slug')({ component: Story });
