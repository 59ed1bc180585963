#include "html/deflate/ln_recode.h"
#include "html/deflate/ln_tail.h"
#include "html/deflate/ln_walk.h"


static int ln_tail_skip(ln_splicer_t *s);
static int ln_tail_block(ln_splicer_t *s);
static int ln_tail_stored(ln_splicer_t *s);
static int ln_tail_symbols(ln_splicer_t *s);
static uint64_t ln_tail_limit(const ln_splicer_t *s);
static void ln_tail_end(ln_splicer_t *s);
static int ln_tail_trailer(ln_splicer_t *s);
static void ln_tail_behind(ln_splicer_t *s);


int
ln_tail_begin(ln_splicer_t *s)
{
    ln_follower_t  *f;

    f = &s->follower;
    s->passed = f->at;

    if (f->ended) {
        s->tail = LN_TAIL_END;
        return ln_tail_finish(s);
    }

    s->tail = LN_TAIL_BLOCKS;

    if (f->in_block && f->stored && f->left) {

        /* the rest of it is a block of its own */

        ln_block_write_stored_header(&s->writer, f->last, f->left);
        f->final = f->last;

    } else if (f->in_block && !f->stored && ln_recode_know(s) != LN_OK) {
        return LN_ERROR;
    }

    if (ln_tail_skip(s) != LN_OK) {
        return LN_ERROR;
    }

    ln_bit_writer_copy(&s->writer, &s->bits, s->passed, ln_tail_limit(s));
    s->passed = ln_tail_limit(s);

    return s->tail == LN_TAIL_BLOCKS ? LN_OK : ln_tail_finish(s);
}


int
ln_tail_pass(ln_splicer_t *s, size_t added, size_t *pass)
{
    uint64_t  limit;

    if (ln_tail_skip(s) != LN_OK) {
        return LN_ERROR;
    }

    limit = ln_tail_limit(s) & ~(uint64_t) 7;

    *pass = limit > s->passed ? (size_t) ((limit - s->passed) >> 3) : 0;

    if (*pass > added) {
        return LN_ERROR;
    }

    s->passed += (uint64_t) *pass << 3;

    return LN_OK;
}


/* Reads blocks, of which nothing is wanted but their end. */

static int
ln_tail_skip(ln_splicer_t *s)
{
    int             rc;
    ln_follower_t  *f;

    f = &s->follower;

    do {
        if (f->ended) {
            s->tail = LN_TAIL_END;
            return LN_OK;
        }

        if (!f->in_block) {
            rc = ln_tail_block(s);

        } else {
            rc = f->stored ? ln_tail_stored(s) : ln_tail_symbols(s);
        }
    } while (rc == LN_OK);

    return rc == LN_DECLINED ? LN_OK : LN_ERROR;
}


static int
ln_tail_block(ln_splicer_t *s)
{
    int             rc;
    ln_follower_t  *f;

    f = &s->follower;
    rc = ln_block_read(&f->block, &s->bits, &f->reading);

    if (rc != LN_OK) {
        return rc;
    }

    f->at = f->reading;
    f->in_block = 1;
    f->known = 1;
    f->last = f->block.final;
    f->final = f->last;
    f->stored = f->block.type == LN_BLOCK_STORED;
    f->left = f->block.stored;

    return LN_OK;
}


static int
ln_tail_stored(ln_splicer_t *s)
{
    uint64_t        n;
    ln_follower_t  *f;

    f = &s->follower;

    n = (s->bits.end - f->at) >> 3;
    n = n < f->left ? n : f->left;

    f->at += n << 3;
    f->offset += n;
    f->left -= (unsigned) n;

    if (f->left) {
        return LN_DECLINED;
    }

    ln_walk_leave(s);

    return LN_OK;
}


static int
ln_tail_symbols(ln_splicer_t *s)
{
    ln_follower_t      *f;
    ln_symbols_rc_t     rc;
    ln_symbols_span_t   span;

    f = &s->follower;

    span.offset = f->offset;
    span.until = UINT64_MAX;
    span.floor = f->start;

    rc = ln_symbols_skip(&f->block, &s->bits, &f->at, &span);
    f->offset = span.offset;

    if (rc == LN_SYMBOLS_END) {
        ln_walk_leave(s);
        return LN_OK;
    }

    return rc == LN_SYMBOLS_MORE ? LN_DECLINED : LN_ERROR;
}


/*
 * Up to where bits go out as they are.  What follows a last block that was not
 * said to be the last is in the same byte as its end.
 */

static uint64_t
ln_tail_limit(const ln_splicer_t *s)
{
    if (s->tail == LN_TAIL_BLOCKS) {
        return s->bits.end;
    }

    return s->follower.final ? (s->follower.at + 7) & ~(uint64_t) 7
                             : s->follower.at;
}


int
ln_tail_finish(ln_splicer_t *s)
{
    if (s->tail == LN_TAIL_END) {
        ln_tail_end(s);
    }

    if (s->tail == LN_TAIL_TRAILER && ln_tail_trailer(s) != LN_OK) {
        return LN_ERROR;
    }

    if (s->tail >= LN_TAIL_BEHIND) {
        ln_tail_behind(s);
    }

    return LN_OK;
}


static void
ln_tail_end(ln_splicer_t *s)
{
    if (s->passed < ln_tail_limit(s)) {
        ln_bit_writer_copy(&s->writer, &s->bits, s->passed, ln_tail_limit(s));
    }

    ln_recode_final(s);
    ln_bit_writer_align(&s->writer);

    s->tail = LN_TAIL_TRAILER;
}


static int
ln_tail_trailer(ln_splicer_t *s)
{
    int             rc;
    uint32_t        check;
    unsigned char   trailer[8];
    ln_follower_t  *f;

    f = &s->follower;
    check = ln_check_none(s->wrap.kind);

    if (!s->blank) {
        rc = ln_wrap_trailer(&s->wrap, &s->bits, &f->at);

        if (rc == LN_DECLINED) {
            return LN_OK;
        }

        if (s->wrap.kind == LN_WRAP_GZIP
            && s->wrap.size != (uint32_t) (f->offset - f->start))
        {
            return LN_ERROR;
        }

        check = s->wrap.check;
    }

    check = ln_check_now(&s->check, check, f->offset);

    ln_bit_writer_bytes(&s->writer, trailer,
                        ln_wrap_write_trailer(&s->wrap, check,
                                              (uint32_t) (f->offset
                                                          + s->inserted),
                                              trailer));
    s->tail = LN_TAIL_BEHIND;

    return LN_OK;
}


/* More members go as they are; what is none is no one's. */

static void
ln_tail_behind(ln_splicer_t *s)
{
    ln_follower_t  *f;

    f = &s->follower;

    if (f->at == s->bits.end) {
        return;
    }

    if (s->tail == LN_TAIL_BEHIND) {
        s->tail = s->wrap.kind == LN_WRAP_GZIP
                  && *ln_bits_byte(&s->bits, f->at) == 0x1f
                  ? LN_TAIL_MEMBERS : LN_TAIL_GARBAGE;
    }

    if (s->tail == LN_TAIL_MEMBERS) {
        ln_bit_writer_copy(&s->writer, &s->bits, f->at, s->bits.end);
    }

    f->at = s->bits.end;
}
