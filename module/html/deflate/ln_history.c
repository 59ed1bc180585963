#include <stdlib.h>

#include "html/deflate/ln_history.h"


#define LN_HISTORY_LEAST  65536
#define LN_HISTORY_MOST   (LN_HISTORY_LEAST * 3)


int
ln_history_ready(ln_history_t *history, uint64_t from, size_t size)
{
    size_t          kept, room;
    uint64_t        window;
    unsigned char  *data;

    kept = (size_t) (history->last - history->first);

    if (history->room - kept >= size) {
        return LN_OK;
    }

    window = history->last > LN_HISTORY_WINDOW
             ? history->last - LN_HISTORY_WINDOW : 0;

    from = from < window ? from : window;

    if (from > history->first) {
        kept = (size_t) (history->last - from);
        memmove(history->data, ln_history_at(history, from), kept);
        history->first = from;
    }

    /* half of it is new: so each byte is moved once or twice */

    for (room = history->room; room < kept + kept / 4 + size; room *= 2) {
        if (room == 0) {
            room = LN_HISTORY_LEAST / 2;
        }
    }

    if (room == history->room) {
        return LN_OK;
    }

    if (room > LN_HISTORY_MOST) {
        room = LN_HISTORY_MOST;
    }

    if (kept + size > room) {
        return LN_ERROR;
    }

    if (room == history->room) {
        return LN_OK;
    }

    data = realloc(history->data, room + LN_HISTORY_SLACK);
    if (data == NULL) {
        return LN_ERROR;
    }

    history->data = data;
    history->room = room;

    return LN_OK;
}


void
ln_history_free(ln_history_t *history)
{
    free(history->data);
}
