#include "html/deflate/ln_recopy.h"
#include "html/deflate/ln_recode.h"
#include "html/deflate/ln_splicer_read.h"


static const unsigned char *ln_recopy_bytes(ln_splicer_t *s, unsigned n);


int
ln_recopy_rest(ln_splicer_t *s, uint64_t until)
{
    unsigned        n;
    ln_follower_t  *f;

    f = &s->follower;
    n = f->rest < until - f->offset ? f->rest : (unsigned) (until - f->offset);

    if (n == 0) {
        return LN_DECLINED;
    }

    f->rest -= n;

    return ln_recopy_put(s, n, f->rest_distance);
}


int
ln_recopy_put(ln_splicer_t *s, unsigned len, unsigned distance)
{
    uint64_t              from, more;
    unsigned              i, n;
    ln_follower_t        *f;
    const unsigned char  *bytes;

    f = &s->follower;

    while (len) {
        from = f->offset - distance;
        more = 0;
        n = len;

        for (i = 0; i < s->ncuts; i++) {
            if (s->cuts[i].offset > from && s->cuts[i].offset <= f->offset) {
                more += s->cuts[i].len;

                if (n > s->cuts[i].offset - from) {
                    n = (unsigned) (s->cuts[i].offset - from);
                }
            }
        }

        bytes = NULL;

        if (n < 3 || distance + more > s->wrap.window) {
            bytes = ln_recopy_bytes(s, n);

            if (bytes == NULL) {
                return LN_ERROR;
            }
        }

        if (ln_recode_copy(s, n, distance + more, bytes) != LN_OK) {
            return LN_ERROR;
        }

        f->offset += n;
        len -= n;
    }

    return LN_OK;
}


/* The next n bytes of the page: the reader may have to go on for them. */

static const unsigned char *
ln_recopy_bytes(ln_splicer_t *s, unsigned n)
{
    uint64_t  offset;

    offset = s->follower.offset;

    if (s->history.last < offset + n
        && (ln_splicer_inflate(s, offset + n) != LN_OK
            || s->history.last < offset + n))
    {
        return NULL;
    }

    return ln_history_at(&s->history, offset);
}


int
ln_recopy_cut(ln_splicer_t *s, uint64_t offset)
{
    ln_symbol_t     symbol;
    unsigned        n;
    ln_follower_t  *f;

    f = &s->follower;
    n = (unsigned) (offset - f->offset);

    if (!f->in_block || f->stored || f->rest || ln_recode_know(s) != LN_OK
        || ln_symbols_one(&f->block, &s->bits, f->at, &symbol)
           != LN_SYMBOLS_STOPPED
        || symbol.len <= n || symbol.distance > f->offset - f->start)
    {
        return LN_ERROR;
    }

    f->at = symbol.end;
    f->rest = symbol.len - n;
    f->rest_distance = symbol.distance;

    return ln_recopy_put(s, n, symbol.distance);
}
