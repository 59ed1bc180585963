import { h } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function Story() {
    const [n, count] = useState(0);
    useEffect(() => { window.hydrated = true; }, []);
    return h('main', null,
        h('article', { class: 'story' },
            h('h1', null, 'The ferry'),
            h('p', null, 'It leaves at seven.'),
            h('button', { onClick: () => count(n + 1) }, n)));
}
