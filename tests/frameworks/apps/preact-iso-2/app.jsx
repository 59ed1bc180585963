import { hydrate, LocationProvider, prerender as ssr, Route, Router }
    from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

function Story({ slug }) {
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

function App() {
    return (
        <LocationProvider>
            <nav>
                <a href="/ferry" id="ferry">Ferry</a>{' '}
                <a href="/harbour" id="harbour">Harbour</a>
            </nav>
            <Router><Route path="/:slug" component={Story}/></Router>
        </LocationProvider>
    );
}

if (typeof window !== 'undefined') {
    hydrate(<App/>, document.getElementById('app'));
}

export const prerender = data => ssr(<App {...data}/>);
