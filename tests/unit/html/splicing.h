/*
 * A page that is compressed, and spliced as a caller would: for unit tests and
 * fuzzers.
 */

#ifndef LN_TEST_SPLICING_H
#define LN_TEST_SPLICING_H

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "html/coding/ln_decoder.h"
#include "html/deflate/ln_splicer.h"
#include "html/layout/ln_layout.h"


#define SPLICING_PLACES  8


typedef struct {
    unsigned char  *data;
    size_t          size;
    size_t          room;
} splicing_bytes_t;


/* How a page is spliced. */
typedef struct {
    const char        *coding;
    size_t             split;           /* the first piece; 0: as the others */
    size_t             piece;           /* 0: all at once */
    size_t             look;            /* read beyond a place to know of it */
    size_t             lag;             /* what is safe is so far behind */
    int                flush;
    int                late;            /* done is said at the end; 2: behind
                                           `look` bytes */
    unsigned           n;
    size_t             offsets[SPLICING_PLACES];
    const ln_inset_t  *insets[SPLICING_PLACES];

    splicing_bytes_t   page;            /* out: what was read */
    splicing_bytes_t   out;             /* out: what was written */
    size_t             passed;          /* out: bytes of it as they were */
} splicing_t;


static inline void
splicing_add(splicing_bytes_t *bytes, const void *data, size_t size)
{
    if (bytes->size + size > bytes->room) {
        bytes->room = (bytes->size + size) * 2;
        bytes->data = realloc(bytes->data, bytes->room);

        if (bytes->data == NULL) {
            abort();
        }
    }

    if (size) {
        memcpy(bytes->data + bytes->size, data, size);
        bytes->size += size;
    }
}


static inline void
splicing_clear(splicing_bytes_t *bytes)
{
    free(bytes->data);
    memset(bytes, 0, sizeof(splicing_bytes_t));
}


static inline int
splicing_write(void *data, const unsigned char *bytes, size_t len)
{
    splicing_add(data, bytes, len);

    return LN_OK;
}


/* Puts in what is due now, and says what is safe; last: all was read. */
static inline int
splicing_place(ln_splicer_t *splicer, splicing_t *s, unsigned *i, int last)
{
    size_t  read, safe;

    read = s->page.size;

    while (*i < s->n && s->offsets[*i] <= read
           && (last || s->offsets[*i] + s->look <= read))
    {
        if (ln_splicer_insert(splicer, s->offsets[*i], s->insets[*i])
            != LN_OK)
        {
            return LN_ERROR;
        }

        (*i)++;
    }

    if (*i == s->n
        && (last || !s->late || (s->late == 2 && read >= s->look)))
    {
        return ln_splicer_done(splicer);
    }

    safe = read > s->lag ? read - s->lag : 0;

    if (*i < s->n && safe > s->offsets[*i]) {
        safe = s->offsets[*i];
    }

    if (*i && safe < s->offsets[*i - 1]) {
        return LN_OK;
    }

    return ln_splicer_safe(splicer, safe, s->flush);
}


static inline int
splicing_feed(ln_splicer_t *splicer, splicing_t *s, unsigned *i,
    const unsigned char *data, size_t size)
{
    ln_str_t               page;
    ln_splicer_io_t        io;
    const unsigned char   *from;

    io.in = data;
    io.in_size = size;

    do {
        from = io.in;

        if (ln_splicer_feed(splicer, &io) != LN_OK) {
            return LN_ERROR;
        }

        if (io.pass > (size_t) (io.in - from)) {
            abort();
        }

        splicing_add(&s->out, from, io.pass);
        s->passed += io.pass;

        do {
            if (ln_splicer_read(splicer, &page) != LN_OK) {
                return LN_ERROR;
            }

            splicing_add(&s->page, page.data, page.len);

            if (page.len && splicing_place(splicer, s, i, 0) != LN_OK) {
                return LN_ERROR;
            }

        } while (page.len);

    } while (io.in_size);

    return LN_OK;
}


/* LN_ERROR: the stream is corrupt, or cut. */
static inline int
splicing_run(splicing_t *s, const unsigned char *data, size_t size)
{
    int             rc;
    size_t          at, n;
    unsigned        i;
    unsigned char  *exact;
    ln_splicer_t   *splicer;

    splicer = ln_splicer_create(ln_str(s->coding), splicing_write, &s->out);
    if (splicer == NULL) {
        abort();
    }

    s->page.size = 0;
    s->out.size = 0;
    s->passed = 0;
    rc = LN_OK;
    i = 0;

    for (at = 0; at < size && rc == LN_OK; at += n) {
        n = at == 0 && s->split ? s->split : s->piece ? s->piece : size;
        n = n < size - at ? n : size - at;

        /* memory of its own: a sanitizer sees what is read beyond */

        exact = malloc(n);
        if (exact == NULL) {
            abort();
        }

        memcpy(exact, data + at, n);
        rc = splicing_feed(splicer, s, &i, exact, n);
        free(exact);
    }

    if (rc == LN_OK && (i < s->n || s->late == 1)
        && !ln_splicer_whole(splicer))
    {
        rc = LN_ERROR;
    }

    if (rc == LN_OK) {
        rc = splicing_place(splicer, s, &i, 1);
    }

    if (rc == LN_OK) {
        rc = ln_splicer_end(splicer);
    }

    ln_splicer_free(splicer);

    return rc;
}


/*
 * Inflates by zlib what a reader would, all members of it.  LN_ERROR: corrupt,
 * or cut, or something is behind it.
 */
static inline int
splicing_inflate(const char *coding, const unsigned char *data, size_t size,
    splicing_bytes_t *out)
{
    int            rc, bits;
    z_stream       z;
    unsigned char  room[512];

    /* so little room, and the window that the stream says: both are kept to */

    out->size = 0;
    memset(&z, 0, sizeof(z_stream));

    bits = strcmp(coding, "gzip") == 0
           ? 31 : size && (data[0] & 0x8f) == 8 ? 0 : -15;

    if (inflateInit2(&z, bits) != Z_OK) {
        abort();
    }

    z.next_in = (Bytef *) data;
    z.avail_in = (uInt) size;

    do {
        z.next_out = room;
        z.avail_out = sizeof(room);
        rc = inflate(&z, Z_NO_FLUSH);
        splicing_add(out, room, sizeof(room) - z.avail_out);

        if (rc == Z_STREAM_END && bits == 31 && z.avail_in
            && z.next_in[0] == 0x1f)
        {
            rc = inflateReset(&z);
        }

    } while (rc == Z_OK);

    (void) inflateEnd(&z);

    return rc == Z_STREAM_END && z.avail_in == 0 ? LN_OK : LN_ERROR;
}


/* Decodes as pages are decoded that are not spliced: the measure of those. */
static inline int
splicing_decode(const char *coding, const unsigned char *data, size_t size,
    splicing_bytes_t *out)
{
    int              rc;
    ln_error_t       err;
    ln_decoder_t    *decoder;
    unsigned char    room[8192];
    ln_decoder_io_t  io;

    out->size = 0;
    decoder = ln_decoder_create(ln_str(coding), &err);

    if (decoder == NULL) {
        abort();
    }

    io.in = data;
    io.in_size = size;

    do {
        io.out = room;
        io.out_size = sizeof(room);
        rc = ln_decoder_run(decoder, &io);
        splicing_add(out, room, sizeof(room) - io.out_size);

    } while (rc == LN_OK && (io.in_size || io.out_size == 0));

    if (rc == LN_OK && !ln_decoder_whole(decoder)) {
        rc = LN_ERROR;
    }

    ln_decoder_free(decoder);

    return rc;
}


/* What the page is to be, with all that is put in. */
static inline void
splicing_expect(const splicing_t *s, const unsigned char *page, size_t size,
    splicing_bytes_t *out)
{
    size_t    at;
    unsigned  i;

    out->size = 0;
    at = 0;

    if (page == NULL) {
        page = (const unsigned char *) "";
    }

    for (i = 0; i < s->n; i++) {
        splicing_add(out, page + at, s->offsets[i] - at);
        splicing_add(out, s->insets[i]->bytes.data, s->insets[i]->bytes.len);
        at = s->offsets[i];
    }

    splicing_add(out, page + at, size - at);
}


/* 1 if what was written is what it should be. */
static inline int
splicing_is_right(const splicing_t *s, const unsigned char *page, size_t size)
{
    int                right;
    splicing_bytes_t   want, got;

    memset(&want, 0, sizeof(want));
    memset(&got, 0, sizeof(got));

    splicing_expect(s, page, size, &want);

    right = splicing_inflate(s->coding, s->out.data, s->out.size, &got)
            == LN_OK
            && got.size == want.size
            && (got.size == 0 || memcmp(got.data, want.data, got.size) == 0);

    splicing_clear(&want);
    splicing_clear(&got);

    return right;
}


/*
 * Lays the page out with gaps at the offsets, and puts the insets in.  What
 * ln_layout_make() returns.
 */
static inline int
splicing_lay_out(splicing_t *s, const unsigned char *data, size_t size)
{
    int               rc;
    size_t            from;
    unsigned          i;
    uint64_t          offsets[SPLICING_PLACES];
    ln_str_t          coded;
    ln_layout_t      *layout;
    unsigned char    *exact, trailer[8];
    ln_layout_sum_t   sum;

    exact = malloc(size + LN_LAYOUT_SLACK);
    if (exact == NULL) {
        abort();
    }

    if (size) {
        memcpy(exact, data, size);
    }

    memset(exact + size, 0xff, LN_LAYOUT_SLACK);

    coded.data = exact;
    coded.len = size;

    for (i = 0; i < s->n; i++) {
        offsets[i] = s->offsets[i];
    }

    rc = ln_layout_make(&layout, ln_str(s->coding), coded, offsets, s->n);
    free(exact);

    if (rc != LN_OK) {
        return rc;
    }

    s->out.size = 0;
    s->passed = 0;
    from = 0;
    ln_layout_begin(layout, &sum);

    for (i = 0; i < layout->n; i++) {
        if (layout->gaps[i].at < from) {
            abort();
        }

        s->passed += (size_t) layout->gaps[i].at - from;
        splicing_add(&s->out, data + from, (size_t) layout->gaps[i].at - from);
        splicing_add(&s->out, layout->gaps[i].before.data,
                     layout->gaps[i].before.len);

        ln_layout_insert(layout, &sum, i, s->insets[i]);
        splicing_add(&s->out, s->insets[i]->deflated.data,
                     s->insets[i]->deflated.len);

        splicing_add(&s->out, layout->gaps[i].after.data,
                     layout->gaps[i].after.len);
        from = (size_t) layout->gaps[i].resume;
    }

    if (layout->end < from || layout->end > size) {
        abort();
    }

    s->passed += (size_t) layout->end - from;
    splicing_add(&s->out, data + from, (size_t) layout->end - from);
    splicing_add(&s->out, trailer, ln_layout_trailer(layout, &sum, trailer));
    free(layout);

    return LN_OK;
}


#endif
