import { createSignal, onMount } from 'solid-js';
import { HydrationScript, NoHydration } from 'solid-js/web';

export function Story() {
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

export function Whole() {
    return (
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <title>The ferry</title>
                <HydrationScript/>
            </head>
            <body>
                <header>The Lantern</header>
                <Story/>
                <NoHydration>
                    <script type="module" src="/document.js"/>
                </NoHydration>
            </body>
        </html>
    );
}
