#include "html/deflate/ln_recopy.h"
#include "html/deflate/ln_recode.h"
#include "html/deflate/ln_walk.h"


static int ln_walk_block(ln_splicer_t *s);
static int ln_walk_stored(ln_splicer_t *s, uint64_t until);
static int ln_walk_symbols(ln_splicer_t *s, uint64_t until);
static int ln_walk_end(ln_splicer_t *s);
static int ln_walk_one(ln_splicer_t *s, uint64_t until);
static int ln_walk_member(ln_splicer_t *s);
static int ln_walk_settle(ln_splicer_t *s);


int
ln_walk(ln_splicer_t *s, uint64_t until)
{
    int             rc;
    ln_follower_t  *f;

    f = &s->follower;

    do {
        if (f->rest) {
            rc = ln_recopy_rest(s, until);

        } else if (s->crossing && f->offset >= s->crossed) {
            return ln_walk_settle(s);

        } else if (f->ended) {
            rc = ln_walk_member(s);

        } else if (!f->in_block) {
            rc = f->offset < until ? ln_walk_block(s) : LN_DECLINED;

        } else if (f->stored) {
            rc = ln_walk_stored(s, until);

        } else {
            rc = ln_walk_symbols(s, until);
        }
    } while (rc == LN_OK);

    return rc == LN_DECLINED ? LN_OK : LN_ERROR;
}


static int
ln_walk_block(ln_splicer_t *s)
{
    int             rc;
    ln_follower_t  *f;

    f = &s->follower;
    rc = ln_block_read(&f->block, &s->bits, &f->reading);

    if (rc != LN_OK) {
        return rc;
    }

    ln_walk_enter(s, f->at, f->reading);
    f->known = 1;

    return LN_OK;
}


void
ln_walk_enter(ln_splicer_t *s, uint64_t at, uint64_t data)
{
    uint64_t        bits;
    ln_follower_t  *f;

    f = &s->follower;
    bits = ln_bits_at(&s->bits, at);

    f->at = data;
    f->in_block = 1;
    f->known = 0;
    f->own.made = 0;
    f->detours = 0;
    f->last = bits & 1;
    f->stored = (bits >> 1 & 3) == LN_BLOCK_STORED;

    if (f->stored) {
        f->left = (unsigned) (ln_bits_at(&s->bits, data - 32) & 0xffff);

        if (f->left == 0) {

            /* a flush: what follows begins with a byte */

            ln_recode_stored(s, NULL, 0);
        }

        return;
    }

    f->header_at = at;
    f->header.first = at & ~(uint64_t) 7;
    f->header.end = data;
    f->header.data = f->bytes;
    memcpy(f->bytes, ln_bits_byte(&s->bits, at),
           (size_t) ((data - f->header.first + 7) >> 3));

    /* another block may have to follow it */

    ln_recode_open(s, s->done && !s->crossing ? f->last : 0);
}


void
ln_walk_leave(ln_splicer_t *s)
{
    ln_follower_t  *f;

    f = &s->follower;

    f->in_block = 0;
    f->ended = f->last;
    f->reading = f->at;
    ln_block_next(&f->block);
}


static int
ln_walk_stored(ln_splicer_t *s, uint64_t until)
{
    uint64_t        n;
    ln_follower_t  *f;

    f = &s->follower;

    n = (s->bits.end - f->at) >> 3;
    n = n < f->left ? n : f->left;
    n = n < until - f->offset ? n : until - f->offset;

    if (n == 0 && f->left) {
        return LN_DECLINED;
    }

    if (n) {
        ln_walk_put_stored(s, (unsigned) n);
    }

    if (f->left == 0) {
        ln_walk_leave(s);
    }

    return LN_OK;
}


void
ln_walk_put_stored(ln_splicer_t *s, unsigned n)
{
    ln_follower_t  *f;

    f = &s->follower;

    ln_recode_stored(s, ln_bits_byte(&s->bits, f->at), n);
    f->at += (uint64_t) n << 3;
    f->offset += n;
    f->left -= n;
}


/* Symbols up to the next that cannot stay as it is. */

static int
ln_walk_symbols(ln_splicer_t *s, uint64_t until)
{
    uint64_t            from, end;
    ln_follower_t      *f;
    ln_symbols_rc_t     rc;
    ln_symbols_span_t   span;

    f = &s->follower;

    if (ln_recode_know(s) != LN_OK) {
        return LN_ERROR;
    }

    if (f->detours >= LN_RECODE_DETOURS) {
        return ln_walk_one(s, until);
    }

    span.offset = f->offset;
    span.until = until;
    span.floor = f->start;

    if (s->crossing) {
        end = s->crossed + LN_HISTORY_SYMBOL;
        span.until = until < end ? until : end;

        if (s->cuts[s->ncuts - 1].offset > span.floor) {
            span.floor = s->cuts[s->ncuts - 1].offset;
        }
    }

    from = f->at;
    rc = ln_symbols_skip(&f->block, &s->bits, &f->at, &span);
    f->offset = span.offset;
    end = f->at - (rc == LN_SYMBOLS_END ? f->block.lens[LN_HUFFMAN_END] : 0);

    if (ln_recode_verbatim(s, from, end) != LN_OK) {
        return LN_ERROR;
    }

    switch (rc) {

    case LN_SYMBOLS_END:
        return ln_walk_end(s);

    case LN_SYMBOLS_BEYOND:
        return ln_walk_one(s, until);

    case LN_SYMBOLS_STOPPED:
        return s->crossing && f->offset >= s->crossed ? LN_OK : LN_DECLINED;

    case LN_SYMBOLS_MORE:
        return LN_DECLINED;

    default:
        return LN_ERROR;
    }
}


static int
ln_walk_end(ln_splicer_t *s)
{
    if (ln_recode_close(s) != LN_OK) {
        return LN_ERROR;
    }

    ln_walk_leave(s);

    return LN_OK;
}


/* A symbol that is written anew. */

static int
ln_walk_one(ln_splicer_t *s, uint64_t until)
{
    ln_symbol_t     symbol;
    ln_follower_t  *f;

    f = &s->follower;

    switch (ln_symbols_one(&f->block, &s->bits, f->at, &symbol)) {

    case LN_SYMBOLS_STOPPED:
        break;

    case LN_SYMBOLS_END:
        f->at = symbol.end;
        return ln_walk_end(s);

    case LN_SYMBOLS_MORE:
        return LN_DECLINED;

    default:
        return LN_ERROR;
    }

    if (symbol.len > until - f->offset) {
        return LN_DECLINED;
    }

    if (symbol.distance > f->offset - f->start) {
        return LN_ERROR;
    }

    if (symbol.distance) {
        if (ln_recopy_put(s, symbol.len, symbol.distance) != LN_OK) {
            return LN_ERROR;
        }

    } else {
        if (ln_recode_literal(s, symbol.literal) != LN_OK) {
            return LN_ERROR;
        }

        f->offset++;
    }

    f->at = symbol.end;

    return LN_OK;
}


/* The next member; only the reader knows where its blocks begin. */

static int
ln_walk_member(ln_splicer_t *s)
{
    ln_mark_t  *mark;

    while (!s->done && (mark = ln_splicer_mark(s)) != NULL) {

        if (mark->kind == LN_MARK_MEMBER) {
            ln_walk_join(s, mark);
            ln_splicer_unmark(s);
            return LN_OK;
        }

        if (mark->at > s->follower.at) {
            return LN_ERROR;
        }

        ln_splicer_unmark(s);
    }

    return LN_DECLINED;
}


void
ln_walk_join(ln_splicer_t *s, const ln_mark_t *mark)
{
    ln_follower_t  *f;

    f = &s->follower;

    ln_check_restart(&s->check, mark->check, mark->offset);

    f->at = mark->data;
    f->reading = f->at;
    f->start = mark->offset;
    f->ended = 0;
    f->check = ln_check_none(s->wrap.kind);
    f->checked = f->start;

    /* as the member's first block, it begins with a byte */

    ln_recode_align(s);
    s->crossing = 0;
}


/*
 * Nothing reaches back over a cut any more: the block is opened again at the
 * place in a byte that it had.
 */

static int
ln_walk_settle(ln_splicer_t *s)
{
    uint64_t        header;
    ln_follower_t  *f;

    f = &s->follower;

    s->crossing = 0;
    f->detours = 0;

    if (!f->in_block) {
        ln_recode_pad(s, (unsigned) (f->at - s->writer.n) & 7);
        return LN_OK;
    }

    if (f->stored
        || (f->open == LN_OPEN_OWN && s->writer.n == (unsigned) (f->at & 7)))
    {
        return LN_OK;
    }

    if (ln_recode_close(s) != LN_OK) {
        return LN_ERROR;
    }

    header = f->header.end - f->header_at;
    ln_recode_pad(s, (unsigned) (f->at - header - s->writer.n) & 7);
    ln_recode_open(s, s->done ? f->last : 0);

    return LN_OK;
}
