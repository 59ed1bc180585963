// A block's view script, and links in a region as those of a Query Loop.

import { getContext, store } from '@wordpress/interactivity';

store('lantern', {
    actions: {
        count() {
            getContext().n++;
        },
        *visit(event) {
            event.preventDefault();
            const { actions } = yield import('@wordpress/interactivity-router');
            yield actions.navigate(event.target.closest('a').href);
        }
    },
    callbacks: {
        ready() {
            window.hydrated = true;
        }
    }
});
