/*
 * Pages spliced while they are compressed.  The first byte says whether what
 * follows is a page, which is compressed by zlib, or a compressed stream; the
 * next ones how it is spliced.  What comes out inflates to the page with what
 * was put in; of a stream that is no page, nothing crashes or goes on for ever.
 * So does what is laid out with gaps.
 */

#include "../unit/html/splicing.h"
#include "fuzzing.h"


#define FUZZ_SETTINGS  16


static splicing_t
fuzz_splicing(const uint8_t *settings, size_t size, fuzz_block_t **blocks)
{
    size_t      i;
    splicing_t  s;
    ln_alloc_t  alloc = { fuzz_alloc, blocks };

    static ln_inset_t           insets[2];
    static const unsigned char  text[] = "<aside>a notice, a notice</aside>";

    for (i = 0; i < 2; i++) {
        ln_str_t  bytes = { i ? 1 : sizeof(text) - 1, text };

        fuzz_assert(ln_inset_make(&insets[i], &alloc, bytes) == LN_OK);
    }

    memset(&s, 0, sizeof(s));

    s.coding = settings[0] & 2 ? "gzip" : "deflate";
    s.late = settings[0] >> 2 & 1;
    s.flush = settings[0] >> 3 & 1;
    s.split = settings[1];
    s.piece = settings[2];
    s.look = settings[3] * 16;
    s.lag = settings[4];
    s.n = settings[5] % 4;

    for (i = 0; i < s.n; i++) {
        s.offsets[i] = (settings[6 + 2 * i] | settings[7 + 2 * i] << 8)
                       % (size + 1);

        if (i && s.offsets[i] < s.offsets[i - 1]) {
            s.offsets[i] = s.offsets[i - 1];
        }

        s.insets[i] = &insets[settings[12] >> i & 1];
    }

    return s;
}


/* The page compressed, with a flush after each so many bytes. */
static size_t
fuzz_deflate(const splicing_t *s, const uint8_t *settings, const uint8_t *data,
    size_t size, splicing_bytes_t *out)
{
    int       flush, bits;
    size_t    at, n, every;
    z_stream  z;
    Bytef     room[4096];

    memset(&z, 0, sizeof(z));

    bits = strcmp(s->coding, "gzip") == 0
           ? 31 : settings[14] & 1 ? -15 : 9 + settings[14] % 7;

    fuzz_assert(deflateInit2(&z, settings[13] % 10, Z_DEFLATED, bits,
                             1 + settings[13] / 10 % 9, settings[14] / 8 % 5)
                == Z_OK);

    every = 1 + settings[15] % 64 * 8u;
    flush = settings[15] / 64;
    at = 0;

    do {
        n = flush && every < size - at ? every : size - at;
        z.next_in = (Bytef *) data + at;
        z.avail_in = (uInt) n;
        at += n;

        do {
            z.next_out = room;
            z.avail_out = sizeof(room);
            (void) deflate(&z, at == size ? Z_FINISH : flush == 3 ? Z_BLOCK
                                                                  : flush);
            splicing_add(out, room, sizeof(room) - z.avail_out);
        } while (z.avail_out == 0);

    } while (at < size);

    (void) deflateEnd(&z);

    return out->size;
}


/*
 * A page of several windows, which repeats the data with a byte of each
 * repetition changed.
 */
static void
fuzz_grow(const uint8_t *settings, const uint8_t *data, size_t size,
    splicing_bytes_t *out)
{
    size_t  i, to;

    to = 20000 + settings[14] * 200u;

    for (i = 0; out->size < to; i++) {
        splicing_add(out, data, size);
        out->data[out->size - 1 - i * settings[15] % size] ^= (uint8_t) i;
    }
}


/* What can be laid out is right. */
static void
fuzz_lay_out(splicing_t *s, const uint8_t *coded, size_t size,
    const uint8_t *page, size_t page_size)
{
    int  rc;

    if (s->n == 0) {
        return;
    }

    rc = splicing_lay_out(s, coded, size);

    fuzz_assert(rc == LN_DECLINED
                || (rc == LN_OK && splicing_is_right(s, page, page_size)));
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int                rc;
    splicing_t         s;
    fuzz_block_t      *blocks;
    const uint8_t     *settings;
    splicing_bytes_t   coded, page;

    if (size < FUZZ_SETTINGS) {
        return 0;
    }

    settings = data;
    data += FUZZ_SETTINGS;
    size -= FUZZ_SETTINGS;
    blocks = NULL;

    memset(&coded, 0, sizeof(coded));
    memset(&page, 0, sizeof(page));

    if (settings[0] & 1 && settings[0] & 32 && size) {
        fuzz_grow(settings, data, size, &page);
        data = page.data;
        size = page.size;
    }

    if (settings[0] & 1) {
        s = fuzz_splicing(settings, size, &blocks);

        if (page.size) {

            /* byte by byte it would take long */

            s.piece *= 64;
        }

        fuzz_deflate(&s, settings, data, size, &coded);

        fuzz_assert(splicing_run(&s, coded.data, coded.size) == LN_OK);
        fuzz_assert(splicing_is_right(&s, data, size));
        fuzz_lay_out(&s, coded.data, coded.size, data, size);

    } else {
        rc = splicing_decode(settings[0] & 2 ? "gzip" : "deflate", data, size,
                             &page);

        s = fuzz_splicing(settings, page.size, &blocks);

        fuzz_lay_out(&s, data, size, page.data, page.size);

        if (rc == LN_OK && s.late) {
            fuzz_assert(splicing_run(&s, data, size) == LN_OK);
            fuzz_assert(splicing_is_right(&s, page.data, page.size)
                        || s.out.size == 0);

        } else {
            rc |= splicing_run(&s, data, size);
        }

        /* what is not decoded is not spliced, where all of it was read */

        fuzz_assert(rc == LN_OK || !s.late || s.out.size == 0
                    || splicing_run(&s, data, size) == LN_ERROR);
    }

    splicing_clear(&s.page);
    splicing_clear(&s.out);
    splicing_clear(&coded);
    splicing_clear(&page);
    fuzz_free(&blocks);

    return 0;
}
