#include <limits.h>
#include <stdlib.h>

#include "html/deflate/ln_splicer.h"
#include "html/layout/ln_border.h"
#include "html/layout/ln_layout.h"
#include "html/layout/ln_layout_output.h"
#include "html/layout/ln_layout_page.h"
#include "ln_ascii.h"


/* A window and a symbol: what follows copies nothing from before the gap. */
#define LN_LAYOUT_ANEW   (LN_HISTORY_WINDOW + LN_HISTORY_SYMBOL)

/* Fewer bytes of the page are not worth the block that is opened for them. */
#define LN_LAYOUT_WORTH  1024


static int ln_layout_run(ln_layout_work_t *w, ln_layout_t *layout,
    ln_str_t coded, const uint64_t *offsets);
static int ln_layout_before(ln_layout_work_t *w, ln_gap_t *gap);
static unsigned ln_layout_is_patched(const ln_border_t *at);
static void ln_layout_close(ln_layout_work_t *w);
static int ln_layout_after(ln_layout_work_t *w, ln_gap_t *gap,
    const uint64_t *next);
static int ln_layout_open(ln_layout_work_t *w, ln_gap_t *gap, unsigned final);
static ln_layout_t *ln_layout_done(ln_layout_work_t *w, ln_layout_t *layout);


int
ln_layout_make(ln_layout_t **layout, ln_str_t coding, ln_str_t coded,
    const uint64_t *offsets, unsigned n)
{
    int                rc;
    ln_layout_t       *made;
    ln_layout_work_t  *w;

    if (!ln_splicer_knows(coding) || n == 0 || coded.len > INT_MAX) {
        return LN_DECLINED;
    }

    w = calloc(1, sizeof(ln_layout_work_t));
    made = calloc(1, sizeof(ln_layout_t) + n * sizeof(ln_gap_t));

    if (w == NULL || made == NULL) {
        free(w);
        free(made);
        return LN_ERROR;
    }

    made->n = n;

    w->wrap.kind = ln_str_caseless_eq(coding, ln_str("deflate"))
                   ? LN_WRAP_DEFLATE : LN_WRAP_GZIP;
    w->writer.write = ln_layout_write;
    w->writer.data = w;

    rc = ln_layout_run(w, made, coded, offsets);

    *layout = rc == LN_OK ? ln_layout_done(w, made) : NULL;

    if (rc == LN_OK && *layout == NULL) {
        rc = LN_ERROR;
    }

    free(w->room);
    free(w->out);
    free(w);
    free(made);

    return rc;
}


static int
ln_layout_run(ln_layout_work_t *w, ln_layout_t *layout, ln_str_t coded,
    const uint64_t *offsets)
{
    int        rc;
    unsigned   i;
    ln_gap_t  *gap;
    uint64_t   next;

    rc = ln_layout_inflate(w, coded);

    for (i = 0; i < layout->n; i++) {
        if (offsets[i] > w->page.len || (i && offsets[i] < offsets[i - 1])) {
            return LN_DECLINED;
        }
    }

    for (i = 0; rc == LN_OK && i < layout->n; i++) {
        gap = &layout->gaps[i];
        gap->offset = offsets[i];
        gap->check = ln_check_add(w->wrap.kind, i ? gap[-1].check
                                                  : ln_check_none(w->wrap.kind),
                                  w->page.data + (i ? gap[-1].offset : 0),
                                  (size_t) (gap->offset
                                            - (i ? gap[-1].offset : 0)));

        rc = ln_layout_before(w, gap);

        if (rc == LN_OK) {
            next = i + 1 < layout->n ? offsets[i + 1] : 0;
            rc = ln_layout_after(w, gap, i + 1 < layout->n ? &next : NULL);
        }
    }

    layout->kind = w->wrap.kind;
    layout->end = w->end;
    layout->page = w->page.len;
    layout->check = w->wrap.check;

    return rc;
}


/*
 * Ends the stream before a gap.  A block that says that it is the last one goes
 * into memory, as it is not the last any more.
 */

static int
ln_layout_before(ln_layout_work_t *w, ln_gap_t *gap)
{
    size_t           from;
    uint64_t         dictionary;
    ln_border_t     *at;

    at = &w->border;
    from = w->size;

    if (w->merged) {
        gap->at = w->resume;
        gap->before.len = 0;
        return LN_OK;
    }

    if (ln_border_go(at, gap->offset) != LN_OK) {
        return LN_DECLINED;
    }

    if (at->in_block && at->opened && at->block.type == LN_BLOCK_STORED) {

        /* its length is said already */

        return LN_DECLINED;
    }

    gap->at = at->at >> 3;

    if (ln_layout_is_patched(at)
        || (at->in_block && at->block.type == LN_BLOCK_STORED))
    {
        gap->at = at->header >> 3;
    }

    if (gap->at < w->resume) {

        /* a byte has the end of one part and the beginning of the next */

        return LN_DECLINED;
    }

    ln_layout_close(w);

    if (at->offset < gap->offset) {

        /* the gap is amid a copy */

        if (w->writer.n) {
            ln_block_write_stored(&w->writer, NULL, 0);
        }

        dictionary = at->offset < LN_HISTORY_WINDOW ? at->offset
                                                    : LN_HISTORY_WINDOW;

        if (ln_layout_deflate(w, at->offset, gap->offset, dictionary,
                              Z_SYNC_FLUSH)
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    if (w->writer.n) {
        ln_block_write_stored(&w->writer, NULL, 0);
    }

    (void) ln_bit_writer_flush(&w->writer);
    gap->before.len = w->size - from;

    return w->writer.failed ? LN_ERROR : LN_OK;
}


/* Whether the block says that it is the last one, and does so in the file. */

static unsigned
ln_layout_is_patched(const ln_border_t *at)
{
    return (at->in_block || at->ended) && at->block.final && !at->opened;
}


/* What stands before the gap in a byte or block that is in memory; its end. */

static void
ln_layout_close(ln_layout_work_t *w)
{
    uint64_t       from;
    uint16_t       codes[LN_HUFFMAN_LITERALS];
    ln_border_t   *at;

    at = &w->border;
    from = at->at & ~(uint64_t) 7;

    if (at->in_block && at->block.type == LN_BLOCK_STORED) {
        ln_bit_writer_copy(&w->writer, &at->bits, at->header & ~(uint64_t) 7,
                           at->header);
        ln_block_write_stored(&w->writer, ln_bits_byte(&at->bits, at->data),
                              (size_t) ((at->at - at->data) >> 3));
        return;
    }

    if (ln_layout_is_patched(at)) {
        ln_bit_writer_copy(&w->writer, &at->bits, at->header & ~(uint64_t) 7,
                           at->header);
        ln_bit_writer_put(&w->writer, 0, 1);
        from = at->header + 1;
    }

    ln_bit_writer_copy(&w->writer, &at->bits, from, at->at);

    if (at->in_block) {
        ln_huffman_codes(at->block.lens, at->block.nliterals, codes);
        ln_bit_writer_put(&w->writer, codes[LN_HUFFMAN_END],
                          at->block.lens[LN_HUFFMAN_END]);
    }
}


/* Goes on behind a gap; next: the offset of the one behind it, if any. */

static int
ln_layout_after(ln_layout_work_t *w, ln_gap_t *gap, const uint64_t *next)
{
    int       rc;
    size_t    from;
    uint64_t  to;

    from = w->size;

    if (ln_border_go(&w->border, gap->offset + LN_LAYOUT_ANEW) != LN_OK) {
        return LN_DECLINED;
    }

    to = w->border.offset;
    w->merged = next && *next < to + LN_LAYOUT_WORTH;

    if (w->merged) {
        gap->resume = gap->at;
        rc = ln_layout_deflate(w, gap->offset, *next, 0, Z_SYNC_FLUSH);

    } else if (w->page.len - to < LN_LAYOUT_WORTH) {
        gap->resume = w->end;
        rc = ln_layout_deflate(w, gap->offset, w->page.len, 0, Z_FINISH);

    } else {
        rc = ln_layout_deflate(w, gap->offset, to, 0, Z_SYNC_FLUSH);

        if (rc == LN_OK) {
            rc = ln_layout_open(w, gap, next == NULL && w->border.block.final);
        }
    }

    (void) ln_bit_writer_flush(&w->writer);
    gap->after.len = w->size - from;
    w->resume = gap->resume;

    return w->writer.failed ? LN_ERROR : rc;
}


/*
 * The stream goes on as it is, with its bits where they stood in their bytes.
 * final: the block is the last one.
 */

static int
ln_layout_open(ln_layout_work_t *w, ln_gap_t *gap, unsigned final)
{
    uint64_t         header, border;
    ln_border_t     *at;

    at = &w->border;
    border = (at->at + 7) & ~(uint64_t) 7;

    if (at->in_block && at->block.type == LN_BLOCK_STORED) {
        ln_block_write_stored_header(&w->writer, final, at->left);

    } else if (at->in_block) {
        header = at->data - at->header;
        ln_block_write_empty(&w->writer,
                             (unsigned) (at->at - header - w->writer.n) & 7);
        ln_bit_writer_put(&w->writer, final, 1);
        ln_bit_writer_copy(&w->writer, &at->bits, at->header + 1, at->data);

    } else {
        ln_block_write_empty(&w->writer, (unsigned) (at->at - w->writer.n) & 7);
    }

    ln_bit_writer_copy(&w->writer, &at->bits, at->at, border);

    at->opened = at->in_block;
    gap->resume = border >> 3;

    return w->writer.n ? LN_DECLINED : LN_OK;
}


static ln_layout_t *
ln_layout_done(ln_layout_work_t *w, ln_layout_t *layout)
{
    size_t          size;
    unsigned        i;
    ln_layout_t    *done;
    unsigned char  *p;

    size = sizeof(ln_layout_t) + layout->n * sizeof(ln_gap_t);

    done = malloc(size + w->size);
    if (done == NULL) {
        return NULL;
    }

    memcpy(done, layout, size);
    p = (unsigned char *) done + size;
    done->size = size + w->size;

    if (w->size) {
        memcpy(p, w->out, w->size);
    }

    for (i = 0; i < done->n; i++) {
        done->gaps[i].before.data = p;
        p += done->gaps[i].before.len;
        done->gaps[i].after.data = p;
        p += done->gaps[i].after.len;
    }

    return done;
}


void
ln_layout_begin(const ln_layout_t *layout, ln_layout_sum_t *sum)
{
    memset(sum, 0, sizeof(ln_layout_sum_t));
    sum->check.kind = layout->kind;
}


void
ln_layout_insert(const ln_layout_t *layout, ln_layout_sum_t *sum, unsigned i,
    const ln_inset_t *inset)
{
    const ln_gap_t  *gap;

    gap = &layout->gaps[i];

    ln_check_insert(&sum->check, gap->check, gap->offset,
                    layout->kind == LN_WRAP_GZIP ? inset->crc32
                                                 : inset->adler32,
                    inset->bytes.len);
    sum->inserted += inset->bytes.len;
}


unsigned
ln_layout_trailer_size(const ln_layout_t *layout)
{
    ln_wrap_t  wrap;

    memset(&wrap, 0, sizeof(ln_wrap_t));
    wrap.kind = layout->kind;

    return ln_wrap_trailer_size(&wrap);
}


unsigned
ln_layout_trailer(const ln_layout_t *layout, const ln_layout_sum_t *sum,
    unsigned char *out)
{
    ln_wrap_t  wrap;

    memset(&wrap, 0, sizeof(ln_wrap_t));
    wrap.kind = layout->kind;

    return ln_wrap_write_trailer(&wrap,
                                 ln_check_now(&sum->check, layout->check,
                                              layout->page),
                                 (uint32_t) (layout->page + sum->inserted),
                                 out);
}
