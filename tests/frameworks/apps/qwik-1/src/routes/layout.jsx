import { component$, Slot } from '@builder.io/qwik';
import { useNavigate } from '@builder.io/qwik-city';

export default component$(() => {
    const go = useNavigate();
    return (
        <>
            <nav>
                <button id="ferry" onClick$={() => go('/news/ferry/')}>
                    Ferry
                </button>
                <button id="harbour" onClick$={() => go('/news/harbour/')}>
                    Harbour
                </button>
            </nav>
            <Slot/>
        </>
    );
});
