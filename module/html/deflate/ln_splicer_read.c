#include "html/deflate/ln_splicer_read.h"


/* Bytes of the page from mark to mark. */
#define LN_READER_STEP          2048
#define LN_READER_STORED_STEP  16384


static int ln_reader_header(ln_splicer_t *s);
static int ln_reader_block(ln_splicer_t *s);
static int ln_reader_symbols(ln_splicer_t *s, uint64_t until);
static int ln_reader_stored(ln_splicer_t *s, uint64_t until);
static void ln_reader_leave(ln_splicer_t *s);
static int ln_reader_trailer(ln_splicer_t *s);
static int ln_reader_between(ln_splicer_t *s);
static void ln_reader_check(ln_splicer_t *s);
static int ln_reader_mark(ln_splicer_t *s, ln_mark_kind_t kind, uint64_t at,
    uint64_t data);


int
ln_splicer_inflate(ln_splicer_t *s, uint64_t until)
{
    int       rc;
    uint64_t  kept;

    rc = LN_OK;

    while (rc == LN_OK && s->history.last < until) {

        kept = s->follower.offset < s->follower.checked
               ? s->follower.offset : s->follower.checked;

        if (s->done) {
            kept = s->history.last;
        }

        if (ln_history_ready(&s->history, kept,
                             LN_READER_STEP + LN_HISTORY_SYMBOL + 2)
            != LN_OK)
        {
            return LN_ERROR;
        }

        switch (s->reader.stage) {

        case LN_READER_HEADER:
            rc = ln_reader_header(s);
            break;

        case LN_READER_BLOCK:
            rc = ln_reader_block(s);
            break;

        case LN_READER_SYMBOLS:
            rc = ln_reader_symbols(s, until);
            break;

        case LN_READER_STORED:
            rc = ln_reader_stored(s, until);
            break;

        case LN_READER_TRAILER:
            rc = ln_reader_trailer(s);
            break;

        case LN_READER_BETWEEN:
            rc = ln_reader_between(s);
            break;

        default:
            s->reader.at = s->bits.end;
            return LN_OK;
        }
    }

    return rc == LN_ERROR ? LN_ERROR : LN_OK;
}


static int
ln_reader_header(ln_splicer_t *s)
{
    int           rc;
    ln_reader_t  *reader;

    reader = &s->reader;
    rc = ln_wrap_header(&s->wrap, &s->bits, &reader->at);

    if (rc != LN_OK) {
        return rc;
    }

    reader->stage = LN_READER_BLOCK;
    ln_block_next(&reader->block);

    if (s->begun && ln_reader_mark(s, LN_MARK_MEMBER, reader->ended, reader->at)
                    != LN_OK)
    {
        return LN_ERROR;
    }

    reader->check = ln_check_none(s->wrap.kind);
    reader->checked = s->history.last;
    s->history.start = s->history.last;

    if (!s->begun) {
        s->begun = 1;
        s->check.kind = s->wrap.kind;
        s->follower.check = reader->check;
        s->follower.at = reader->at;
        s->follower.reading = reader->at;
        ln_bit_writer_copy(&s->writer, &s->bits, 0, reader->at);
    }

    return LN_OK;
}


static int
ln_reader_block(ln_splicer_t *s)
{
    int  rc;

    if (s->reader.block.stage == 0) {
        s->reader.header = s->reader.at;
    }

    rc = ln_block_read(&s->reader.block, &s->bits, &s->reader.at);

    if (rc != LN_OK) {
        return rc;
    }

    if (s->reader.block.type == LN_BLOCK_STORED) {
        s->reader.left = s->reader.block.stored;
        s->reader.stage = LN_READER_STORED;

    } else {
        s->reader.stage = LN_READER_SYMBOLS;
    }

    return ln_reader_mark(s, LN_MARK_BLOCK, s->reader.header, s->reader.at);
}


static int
ln_reader_symbols(ln_splicer_t *s, uint64_t until)
{
    ln_symbols_rc_t  rc;

    if (until > s->history.last + LN_READER_STEP) {
        until = s->history.last + LN_READER_STEP;
    }

    rc = ln_symbols_inflate(&s->reader.block, &s->bits, &s->reader.at,
                            &s->history, until);

    switch (rc) {

    case LN_SYMBOLS_STOPPED:
        break;

    case LN_SYMBOLS_MORE:
        break;

    case LN_SYMBOLS_END:
        ln_reader_leave(s);
        return LN_OK;

    default:
        return LN_ERROR;
    }

    if (s->history.last - s->reader.marked >= LN_READER_STEP
        && ln_reader_mark(s, LN_MARK_SYMBOL, s->reader.at, s->reader.at)
           != LN_OK)
    {
        return LN_ERROR;
    }

    return rc == LN_SYMBOLS_MORE ? LN_DECLINED : LN_OK;
}


static int
ln_reader_stored(ln_splicer_t *s, uint64_t until)
{
    uint64_t  n;

    n = (s->bits.end - s->reader.at) >> 3;
    n = n < s->reader.left ? n : s->reader.left;
    n = n < LN_READER_STEP ? n : LN_READER_STEP;
    n = n < until - s->history.last ? n : until - s->history.last;

    if (n) {
        memcpy(ln_history_at(&s->history, s->history.last),
               ln_bits_byte(&s->bits, s->reader.at), n);
        s->history.last += n;
        s->reader.at += n << 3;
        s->reader.left -= (unsigned) n;
    }

    if (s->reader.left == 0) {
        ln_reader_leave(s);
        return LN_OK;
    }

    if (s->history.last - s->reader.marked >= LN_READER_STORED_STEP) {
        return ln_reader_mark(s, LN_MARK_SYMBOL, s->reader.at, s->reader.at);
    }

    return n ? LN_OK : LN_DECLINED;
}


static void
ln_reader_leave(ln_splicer_t *s)
{
    ln_reader_t  *reader;

    reader = &s->reader;

    ln_block_next(&reader->block);
    ln_reader_check(s);
    reader->ended = reader->at;
    reader->stage = reader->block.final ? LN_READER_TRAILER : LN_READER_BLOCK;
}


static int
ln_reader_trailer(ln_splicer_t *s)
{
    int  rc;

    rc = ln_wrap_trailer(&s->wrap, &s->bits, &s->reader.at);

    if (rc != LN_OK) {
        return rc;
    }

    s->reader.stage = LN_READER_BETWEEN;

    if (s->done || s->wrap.kind == LN_WRAP_RAW) {
        return LN_OK;
    }

    if (s->wrap.check != s->reader.check
        || (s->wrap.kind == LN_WRAP_GZIP
            && s->wrap.size
               != (uint32_t) (s->history.last - s->history.start)))
    {
        return LN_ERROR;
    }

    return LN_OK;
}


/* A gzip file may have several members; what is none is no one's. */

static int
ln_reader_between(ln_splicer_t *s)
{
    if (s->reader.at == s->bits.end) {
        return LN_DECLINED;
    }

    if (s->wrap.kind != LN_WRAP_GZIP
        || *ln_bits_byte(&s->bits, s->reader.at) != 0x1f)
    {
        s->reader.stage = LN_READER_GARBAGE;
        return LN_OK;
    }

    s->reader.stage = LN_READER_HEADER;
    ln_wrap_next(&s->wrap);

    return LN_OK;
}


static void
ln_reader_check(ln_splicer_t *s)
{
    ln_reader_t  *reader;

    reader = &s->reader;

    if (!s->done && s->history.last > reader->checked) {
        reader->check = ln_check_add(s->wrap.kind, reader->check,
                                     ln_history_at(&s->history,
                                                   reader->checked),
                                     (size_t) (s->history.last
                                               - reader->checked));
    }

    reader->checked = s->history.last;
}


/*
 * Where there is no room, the follower has to find its way itself; but it
 * cannot know where a member begins.
 */

static int
ln_reader_mark(ln_splicer_t *s, ln_mark_kind_t kind, uint64_t at, uint64_t data)
{
    unsigned    most;
    ln_mark_t  *mark;

    if (s->done) {
        return LN_OK;
    }

    ln_reader_check(s);
    s->reader.marked = s->history.last;

    most = LN_SPLICER_MARKS;

    if (kind != LN_MARK_MEMBER) {
        most -= LN_SPLICER_MEMBERS;
    }

    if (s->nmarks >= most) {
        s->reader.gap = 1;
        return kind == LN_MARK_MEMBER ? LN_ERROR : LN_OK;
    }

    mark = &s->marks[(s->first_mark + s->nmarks++) % LN_SPLICER_MARKS];

    mark->kind = kind;
    mark->gap = s->reader.gap;
    mark->check = s->reader.check;
    mark->at = at;
    mark->data = data;
    mark->offset = s->history.last;

    s->reader.gap = 0;

    return LN_OK;
}
