import { createInertiaApp } from '@inertiajs/react';
import { hydrateRoot } from 'react-dom/client';
import Page from './Page.jsx';

createInertiaApp({
    resolve: () => Page,
    setup: ({ el, App, props }) => hydrateRoot(el, <App {...props}/>)
});
