import { useEffect, useState } from 'react';

export const loader = ({ params }) => ({ slug: params.slug });

export default function News({ loaderData }) {
    const [n, count] = useState(0);
    useEffect(() => { window.hydrated = true; }, []);
    return (
        <main>
            <article className="story">
                <h1>The {loaderData.slug}</h1>
                <p>It leaves at seven.</p>
                <button onClick={() => count(n + 1)}>{n}</button>
            </article>
        </main>
    );
}
