import { useEffect, useState } from 'hono/jsx';

export default function Story({ slug }) {
    const [n, count] = useState(0);
    useEffect(() => { window.hydrated = true; }, []);
    return (
        <main>
            <article class="story">
                <h1>The {slug}</h1>
                <p>It leaves at seven.</p>
                <button onClick={() => count(n + 1)}>{n}</button>
            </article>
        </main>
    );
}
