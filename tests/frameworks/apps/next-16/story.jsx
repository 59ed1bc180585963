'use client';

// What each article shows: a button that counts, once the page is hydrated.

import { useEffect, useState } from 'react';

export const stories = { ferry: 'The ferry', harbour: 'The harbour' };

export function Story({ slug }) {
    const [n, count] = useState(0);
    useEffect(() => { window.hydrated = true; }, []);
    return (
        <main>
            <article className="story">
                <h1>{stories[slug]}</h1>
                <p>It leaves at seven.</p>
                <button onClick={() => count(n + 1)}>{n}</button>
            </article>
        </main>
    );
}
