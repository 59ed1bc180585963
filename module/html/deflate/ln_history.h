/*
 * The last bytes that a deflate stream has made: the window of 32 KB that is
 * copied from, and what is still to be looked at.  Offsets count from the first
 * byte of the page.
 */

#ifndef LN_HISTORY_H
#define LN_HISTORY_H

#include "ln_core.h"


#define LN_HISTORY_WINDOW  32768

/* A symbol makes at most so many bytes. */
#define LN_HISTORY_SYMBOL  258

/* A run of symbols goes at most so far beyond where it should stop. */
#define LN_HISTORY_SLACK   288


/*
 * Bytes first .. last - 1 of the page.  Nothing is copied from before start,
 * which is where the member of a gzip file begins.
 */
typedef struct {
    unsigned char  *data;
    size_t          room;               /* without the slack */
    uint64_t        first;
    uint64_t        last;
    uint64_t        start;
} ln_history_t;


static inline unsigned char *
ln_history_at(const ln_history_t *history, uint64_t offset)
{
    return history->data + (offset - history->first);
}


/*
 * Room for at least size more bytes; those before `from`, and before the
 * window, may go.  size is 16384 at most.  LN_ERROR: too many bytes are to be
 * kept, or there is no memory.
 */
int ln_history_ready(ln_history_t *history, uint64_t from, size_t size);

void ln_history_free(ln_history_t *history);

/*
 * Adds len bytes from `distance` bytes back, both as deflate has them: there is
 * room, and the window has them.
 */
static inline void
ln_history_copy(unsigned char *out, unsigned len, unsigned distance)
{
    unsigned char        *end;
    const unsigned char  *from;

    from = out - distance;
    end = out + len;

    if (ln_likely(distance >= 8)) {

        /* by eight bytes, with up to seven too many */

        do {
            memcpy(out, from, 8);
            out += 8;
            from += 8;
        } while (out < end);

        return;
    }

    if (distance == 1) {
        memset(out, *from, len);
        return;
    }

    do {
        *out++ = *from++;
    } while (out < end);
}


#endif
