// What all of the React apps show: an article with a button that counts.

import { Suspense, lazy, useEffect, useState } from 'react';

export function Story() {
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

// A part that comes later: the server streams it behind the rest.
let waits = typeof window === 'undefined' ? null : Promise.resolve();

function later() {
    return waits || new Promise(done => setTimeout(done, 200));
}

function Comments() {
    return <section><p>Two comments.</p></section>;
}

export const makeLate = () => lazy(async () => {
    await later();
    return { default: Comments };
});

export function Page({ Late }) {
    return <><Story/><Suspense fallback={<p>..</p>}><Late/></Suspense></>;
}

export function Whole({ Late, name }) {
    return (
        <html lang="en">
            <head><meta charSet="utf-8"/><title>The ferry</title></head>
            <body><header>{name || 'The Lantern'}</header><Page Late={Late}/></body>
        </html>
    );
}
