import { useParams } from '@solidjs/router';
import { createSignal, onMount } from 'solid-js';

export default function News() {
    const [n, count] = createSignal(0);
    const params = useParams();
    onMount(() => { window.hydrated = true; });
    return (
        <main>
            <article class="story">
                <h1>The {params.slug}</h1>
                <p>It leaves at seven.</p>
                <button onClick={() => count(n() + 1)}>{n()}</button>
            </article>
        </main>
    );
}
