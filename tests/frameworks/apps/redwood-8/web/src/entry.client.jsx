import { createRoot, hydrateRoot } from 'react-dom/client';
import App from './App';

const root = document.getElementById('redwood-app');

if (root.children.length) {
    hydrateRoot(root, <App/>);
} else {
    createRoot(root).render(<App/>);
}
