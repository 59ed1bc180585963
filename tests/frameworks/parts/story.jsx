'use client';

// An article as React shows it: its button counts, once the page is hydrated.

import { useEffect, useState } from 'react';

export function Story({ slug = 'ferry' }) {
    const [n, count] = useState(0);
    useEffect(() => { window.hydrated = true; }, []);
    return (
        <main>
            <article className="story">
                <h1>{'The ' + slug}</h1>
                <p>It leaves at seven.</p>
                <button onClick={() => count(n + 1)}>{n}</button>
            </article>
        </main>
    );
}
