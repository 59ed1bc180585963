import { Router } from '@solidjs/router';
import { FileRoutes } from '@solidjs/start/router';
import { Suspense } from 'solid-js';

export default function App() {
    return (
        <Router root={props => (
            <>
                <nav>
                    <a href="/news/ferry" id="ferry">Ferry</a>{' '}
                    <a href="/news/harbour" id="harbour">Harbour</a>
                </nav>
                <Suspense>{props.children}</Suspense>
            </>
        )}>
            <FileRoutes/>
        </Router>
    );
}
