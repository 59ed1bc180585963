import * as React from 'react';

export default function Ferry() {
    const [n, count] = React.useState(0);
    React.useEffect(() => { window.hydrated = true; }, []);
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
