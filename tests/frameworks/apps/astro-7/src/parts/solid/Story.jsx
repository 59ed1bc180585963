import { createSignal, onMount } from 'solid-js';

export default function Story() {
    const [n, count] = createSignal(0);
    onMount(() => { window.hydrated = true; });
    return (
        <main>
            <article class="story">
                <h1>The ferry</h1>
                <p>It leaves at seven.</p>
                <button onClick={() => count(n() + 1)}>{n()}</button>
            </article>
        </main>
    );
}
