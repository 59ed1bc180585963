#include "html/deflate/ln_recopy.h"
#include "html/deflate/ln_follow.h"
#include "html/deflate/ln_recode.h"
#include "html/deflate/ln_splicer_read.h"
#include "html/deflate/ln_tail.h"
#include "html/deflate/ln_walk.h"


/* So many bytes may be without their sum. */
#define LN_FOLLOW_UNCHECKED  4096

#define LN_FOLLOW_STORED     65535


static ln_mark_t *ln_follow_next(ln_splicer_t *s);
static int ln_follow_mark(ln_splicer_t *s, const ln_mark_t *mark);
static int ln_follow_cut(ln_splicer_t *s, uint64_t offset, uint64_t len);
static void ln_follow_check(ln_splicer_t *s);


int
ln_follow(ln_splicer_t *s, uint64_t until, int exact)
{
    unsigned        crossing;
    ln_mark_t      *mark;
    ln_follower_t  *f;

    f = &s->follower;

    for ( ;; ) {
        mark = ln_follow_next(s);

        if (mark && (mark->offset >= until
                     || (s->done && mark->kind == LN_MARK_MEMBER)))
        {
            /* what is not spliced any more is not joined */

            mark = NULL;
        }

        if (mark && !mark->gap && !s->crossing) {
            if (ln_follow_mark(s, mark) != LN_OK) {
                return LN_ERROR;
            }

            ln_splicer_unmark(s);
            continue;
        }

        if (f->offset >= until || !(s->crossing || exact || mark)) {
            break;
        }

        crossing = s->crossing;

        if (ln_walk(s, until) != LN_OK) {
            return LN_ERROR;
        }

        if (!crossing || s->crossing) {

            /* that was as far as it goes */

            break;
        }
    }

    if (f->offset - f->checked > LN_FOLLOW_UNCHECKED) {
        ln_follow_check(s);
    }

    return LN_OK;
}


/* The oldest mark that it has not walked past. */

static ln_mark_t *
ln_follow_next(ln_splicer_t *s)
{
    ln_mark_t      *mark;
    ln_follower_t  *f;

    f = &s->follower;

    while ((mark = ln_splicer_mark(s)) != NULL && mark->at < f->at) {

        if (mark->offset <= f->offset && mark->offset > f->checked) {
            f->check = mark->check;
            f->checked = mark->offset;
        }

        ln_splicer_unmark(s);
    }

    return mark;
}


/* Goes to a mark: what is between is as it was. */

static int
ln_follow_mark(ln_splicer_t *s, const ln_mark_t *mark)
{
    uint64_t        n;
    ln_follower_t  *f;

    f = &s->follower;

    while (f->in_block && f->stored && f->offset < mark->offset) {
        n = mark->offset - f->offset;
        n = n < LN_FOLLOW_STORED ? n : LN_FOLLOW_STORED;
        ln_walk_put_stored(s, (unsigned) n);
    }

    if (f->in_block && !f->stored
        && ln_recode_verbatim(s, f->at, mark->at) != LN_OK)
    {
        return LN_ERROR;
    }

    f->at = mark->at;
    f->offset = mark->offset;

    if (mark->kind == LN_MARK_SYMBOL) {
        f->check = mark->check;
        f->checked = mark->offset;
        return LN_OK;
    }

    if (f->in_block) {

        /* its end was copied with the rest */

        f->open = LN_OPEN_NONE;
        ln_walk_leave(s);
    }

    if (mark->kind == LN_MARK_MEMBER) {
        ln_walk_join(s, mark);
        return LN_OK;
    }

    f->check = mark->check;
    f->checked = mark->offset;
    ln_walk_enter(s, mark->at, mark->data);

    return LN_OK;
}


int
ln_follow_insert(ln_splicer_t *s, uint64_t offset, const ln_inset_t *inset)
{
    size_t           n;
    ln_str_t         bytes;
    ln_follower_t   *f;

    f = &s->follower;

    if (ln_follow(s, offset, 1) != LN_OK
        || (f->offset < offset && ln_recopy_cut(s, offset) != LN_OK)
        || ln_recode_close(s) != LN_OK
        || ln_follow_cut(s, offset, inset->bytes.len) != LN_OK)
    {
        return LN_ERROR;
    }

    if (s->wrap.window >= LN_INSET_WINDOW) {
        ln_recode_align(s);
        ln_bit_writer_bytes(&s->writer, inset->deflated.data,
                            inset->deflated.len);

    } else {
        for (bytes = inset->bytes; bytes.len; bytes.len -= n) {
            n = bytes.len < LN_FOLLOW_STORED ? bytes.len : LN_FOLLOW_STORED;
            ln_recode_stored(s, bytes.data, n);
            bytes.data += n;
        }
    }

    ln_follow_check(s);
    ln_check_insert(&s->check, f->check, offset,
                    s->wrap.kind == LN_WRAP_GZIP ? inset->crc32
                                                 : inset->adler32,
                    inset->bytes.len);

    return LN_OK;
}


/* Notes a cut, and forgets those that nothing reaches back over. */

static int
ln_follow_cut(ln_splicer_t *s, uint64_t offset, uint64_t len)
{
    unsigned  gone;

    for (gone = 0; gone < s->ncuts; gone++) {
        if (s->cuts[gone].offset + LN_HISTORY_WINDOW > offset) {
            break;
        }
    }

    s->ncuts -= gone;
    memmove(s->cuts, s->cuts + gone, s->ncuts * sizeof(ln_cut_t));

    if (s->ncuts && s->cuts[s->ncuts - 1].offset == offset) {
        s->cuts[s->ncuts - 1].len += len;

    } else if (s->ncuts == LN_SPLICER_CUTS) {
        return LN_ERROR;

    } else {
        s->cuts[s->ncuts].offset = offset;
        s->cuts[s->ncuts++].len = len;
    }

    s->inserted += len;
    s->crossing = 1;

    if (offset > s->follower.start) {
        s->crossed = offset + LN_HISTORY_WINDOW;

    } else {

        /* there is nothing to reach back to */

        s->crossed = offset;
    }

    return LN_OK;
}


static void
ln_follow_check(ln_splicer_t *s)
{
    ln_follower_t  *f;

    f = &s->follower;

    if (f->offset > f->checked) {
        f->check = ln_check_add(s->wrap.kind, f->check,
                                ln_history_at(&s->history, f->checked),
                                (size_t) (f->offset - f->checked));
        f->checked = f->offset;
    }
}


int
ln_follow_done(ln_splicer_t *s)
{
    ln_follower_t  *f;

    f = &s->follower;

    if (!s->begun) {

        /* its header is still to be read */

        if (ln_splicer_inflate(s, s->history.last + 1) != LN_OK) {
            return LN_ERROR;
        }

        if (!s->begun) {
            return LN_OK;
        }
    }

    while (s->crossing && !f->ended) {
        if (ln_walk(s, UINT64_MAX) != LN_OK) {
            return LN_ERROR;
        }

        if (s->crossing && !f->ended) {

            /* more has to come, for which the reader makes room */

            return ln_splicer_inflate(s, f->offset);
        }
    }

    return ln_tail_begin(s);
}
