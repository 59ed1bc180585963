'use client';

// Its text in the browser is another one than on the server.

import { Story } from '../../story.jsx';

export default function Clock() {
    return <><p>{typeof window}</p><Story slug="ferry"/></>;
}
