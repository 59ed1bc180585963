import { component$, useSignal, useVisibleTask$ } from '@builder.io/qwik';
import { useLocation } from '@builder.io/qwik-city';

export default component$(() => {
    const n = useSignal(0);
    const { params } = useLocation();
    useVisibleTask$(() => { window.hydrated = true; });
    return (
        <main>
            <article class="story">
                <h1>The {params.slug}</h1>
                <p>It leaves at seven.</p>
                <button onClick$={() => n.value++}>{n.value}</button>
            </article>
        </main>
    );
});
