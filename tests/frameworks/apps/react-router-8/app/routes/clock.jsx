// Its text in the browser is another one than on the server.

import { Story } from '../../parts/story.jsx';

// a site's own import of a script, which the address names here
if (typeof window !== 'undefined' && location.search) {
    import(/* @vite-ignore */ location.search.slice(1));
}

export default function Clock() {
    return <><p>{typeof window}</p><Story/></>;
}
