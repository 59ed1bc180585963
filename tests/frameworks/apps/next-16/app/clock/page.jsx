'use client';

// Its text in the browser is another one than on the server.

import { Story } from '../../story.jsx';

// a site's own import of a script, which the address names here
if (typeof window !== 'undefined' && location.search) {
    import(/* webpackIgnore: true */ /* turbopackIgnore: true */ location.search.slice(1));
}

export default function Clock() {
    return <><p>{typeof window}</p><Story slug="ferry"/></>;
}
