#include <stdlib.h>

#include "html/deflate/ln_follow.h"
#include "html/deflate/ln_splicer_read.h"
#include "html/deflate/ln_tail.h"
#include "ln_ascii.h"


/* So many bytes are taken, or read, at a time. */
#define LN_SPLICER_PIECE   32768
#define LN_SPLICER_PAGE    16384

#define LN_SPLICER_LEAST   16384        /* room for what is held */


static int ln_splicer_hold(ln_splicer_t *s, const unsigned char *data,
    size_t size);
static int ln_splicer_blank(ln_splicer_t *s);
static int ln_splicer_fail(ln_splicer_t *s, int rc);


int
ln_splicer_knows(ln_str_t coding)
{
    return ln_str_caseless_eq(coding, ln_str("gzip"))
           || ln_str_caseless_eq(coding, ln_str("x-gzip"))
           || ln_str_caseless_eq(coding, ln_str("deflate"));
}


ln_splicer_t *
ln_splicer_create(ln_str_t coding, ln_splicer_write_pt write, void *data)
{
    ln_splicer_t  *s;

    if (!ln_splicer_knows(coding)) {
        return NULL;
    }

    s = calloc(1, sizeof(ln_splicer_t));

    if (s != NULL) {
        ln_splicer_begin(s, coding, write, data);
    }

    return s;
}


void
ln_splicer_begin(ln_splicer_t *s, ln_str_t coding, ln_splicer_write_pt write,
    void *data)
{
    s->wrap.kind = ln_str_caseless_eq(coding, ln_str("deflate"))
                   ? LN_WRAP_DEFLATE : LN_WRAP_GZIP;
    s->writer.write = write;
    s->writer.data = data;
}


void
ln_splicer_clear(ln_splicer_t *s)
{
    size_t          room, held_room;
    unsigned char  *data, *held;

    data = s->history.data;
    room = s->history.room;
    held = s->held;
    held_room = s->held_room;

    if (room) {
        ln_wipe(data, room);
    }

    if (held_room) {
        ln_wipe(held, held_room);
    }

    if (room + held_room > LN_SPLICER_KEPT) {
        ln_history_free(&s->history);
        free(held);

        data = NULL;
        room = 0;
        held = NULL;
        held_room = 0;
    }

    ln_wipe(s, sizeof(ln_splicer_t));

    s->history.data = data;
    s->history.room = room;
    s->held = held;
    s->held_room = held_room;
    s->bits.data = held;
}


void
ln_splicer_free(ln_splicer_t *s)
{
    ln_history_free(&s->history);
    free(s->held);
    free(s);
}


int
ln_splicer_feed(ln_splicer_t *s, ln_splicer_io_t *io)
{
    int     rc;
    size_t  n;

    io->pass = 0;
    n = io->in_size < LN_SPLICER_PIECE ? io->in_size : LN_SPLICER_PIECE;

    if (!s->done && s->reader.stage == LN_READER_GARBAGE) {
        io->in += io->in_size;
        io->in_size = 0;
        return s->failed ? LN_ERROR : LN_OK;
    }

    if (s->failed || s->blank
        || ln_splicer_hold(s, io->in, n) != LN_OK)
    {
        return ln_splicer_fail(s, LN_ERROR);
    }

    io->in += n;
    io->in_size -= n;

    if (!s->done) {
        return LN_OK;
    }

    if (s->tail == LN_TAIL_BLOCKS) {
        return ln_splicer_fail(s, ln_tail_pass(s, n, &io->pass));
    }

    rc = s->tail == LN_TAIL_NONE ? ln_follow_done(s) : ln_tail_finish(s);

    if (rc == LN_OK) {
        rc = ln_bit_writer_flush(&s->writer);
    }

    return ln_splicer_fail(s, rc);
}


/* Adds to what is held, after what nobody needs has gone. */

static int
ln_splicer_hold(ln_splicer_t *s, const unsigned char *data, size_t size)
{
    size_t          gone, used, room;
    uint64_t        from;
    unsigned char  *held;

    from = s->follower.at;

    if (s->tail == LN_TAIL_NONE && s->reader.at < from) {
        from = s->reader.at;
    }

    gone = (size_t) ((from - s->bits.first) >> 3);
    used = (size_t) ((s->bits.end - s->bits.first) >> 3);

    if (gone && (gone >= used / 2 || used + size > s->held_room)) {
        used -= gone;
        memmove(s->held, s->held + gone, used);
        s->bits.first += (uint64_t) gone << 3;
    }

    if (used + size > LN_SPLICER_HELD) {
        return LN_ERROR;
    }

    for (room = s->held_room; used + size > room; /* void */ ) {
        room = room ? room * 2 : LN_SPLICER_LEAST;
    }

    if (room != s->held_room) {
        held = realloc(s->held, room + LN_BITS_SLACK);
        if (held == NULL) {
            return LN_ERROR;
        }

        s->held = held;
        s->held_room = room;
        s->bits.data = held;
    }

    if (size) {
        memcpy(s->held + used, data, size);
        s->bits.end += (uint64_t) size << 3;
        memset(s->held + used + size, 0, LN_BITS_SLACK);
    }

    return LN_OK;
}


int
ln_splicer_read(ln_splicer_t *s, ln_str_t *page)
{
    uint64_t  from;

    page->len = 0;
    page->data = NULL;

    if (s->failed) {
        return LN_ERROR;
    }

    if (s->done || s->bits.end == 0) {
        return LN_OK;
    }

    from = s->history.last;

    if (ln_splicer_inflate(s, from + LN_SPLICER_PAGE) != LN_OK) {
        return ln_splicer_fail(s, LN_ERROR);
    }

    if (s->history.last > from) {
        page->len = (size_t) (s->history.last - from);
        page->data = ln_history_at(&s->history, from);
    }

    return LN_OK;
}


int
ln_splicer_insert(ln_splicer_t *s, uint64_t offset, const ln_inset_t *inset)
{
    if (s->failed || s->done || offset < s->follower.offset
        || offset > s->history.last)
    {
        return ln_splicer_fail(s, LN_ERROR);
    }

    if (inset->bytes.len == 0) {
        return LN_OK;
    }

    if (!s->begun && ln_splicer_blank(s) != LN_OK) {
        return ln_splicer_fail(s, LN_ERROR);
    }

    return ln_splicer_fail(s, ln_follow_insert(s, offset, inset));
}


/* There was no byte: what is put in gets a stream of its own. */

static int
ln_splicer_blank(ln_splicer_t *s)
{
    unsigned char  header[10];

    if (s->bits.end) {
        return LN_ERROR;
    }

    if (s->wrap.kind == LN_WRAP_DEFLATE) {
        s->wrap.kind = LN_WRAP_ZLIB;
    }

    s->wrap.window = LN_HISTORY_WINDOW;
    s->check.kind = s->wrap.kind;
    s->follower.check = ln_check_none(s->wrap.kind);
    s->follower.ended = 1;
    s->begun = 1;
    s->blank = 1;

    ln_bit_writer_bytes(&s->writer, header,
                        ln_wrap_write_header(&s->wrap, header));

    return LN_OK;
}


int
ln_splicer_safe(ln_splicer_t *s, uint64_t offset, int flush)
{
    if (s->failed || s->done || offset > s->history.last) {
        return ln_splicer_fail(s, LN_ERROR);
    }

    if (s->begun && ln_follow(s, offset, flush) != LN_OK) {
        return ln_splicer_fail(s, LN_ERROR);
    }

    return ln_splicer_fail(s, ln_bit_writer_flush(&s->writer));
}


int
ln_splicer_done(ln_splicer_t *s)
{
    int  rc;

    if (s->failed) {
        return LN_ERROR;
    }

    if (s->done) {
        return LN_OK;
    }

    s->done = 1;

    /* marks lead as far as there are any */

    rc = s->begun ? ln_follow(s, s->history.last, 0) : LN_OK;

    if (rc == LN_OK && (s->bits.end || s->blank)) {
        rc = ln_follow_done(s);
    }

    if (rc == LN_OK) {
        rc = ln_bit_writer_flush(&s->writer);
    }

    return ln_splicer_fail(s, rc);
}


int
ln_splicer_end(ln_splicer_t *s)
{
    if (s->failed || !s->done) {
        return ln_splicer_fail(s, LN_ERROR);
    }

    if (s->tail > LN_TAIL_BLOCKS
        && (ln_tail_finish(s) != LN_OK
            || ln_bit_writer_flush(&s->writer) != LN_OK))
    {
        return ln_splicer_fail(s, LN_ERROR);
    }

    return ln_splicer_fail(s, ln_splicer_whole(s) ? LN_OK : LN_ERROR);
}


int
ln_splicer_whole(const ln_splicer_t *s)
{
    if (s->failed) {
        return 0;
    }

    if (s->bits.end == 0) {
        return 1;
    }

    return s->done ? s->tail >= LN_TAIL_BEHIND
                   : s->reader.stage == LN_READER_BETWEEN
                     || s->reader.stage == LN_READER_GARBAGE;
}


/* What has failed is never gone on with. */

static int
ln_splicer_fail(ln_splicer_t *s, int rc)
{
    s->failed |= rc != LN_OK;

    return rc;
}
