import React, { useEffect, useState } from 'react';

export default function Story() {
    const [n, count] = useState(0);
    useEffect(() => { window.hydrated = true; }, []);
    return (
        <main>
            <article className="story">
                <h1>The ferry</h1>
                <p>It leaves at seven.</p>
                <button onClick={() => count(n + 1)}>{n}</button>
            </article>
        </main>
    );
}
