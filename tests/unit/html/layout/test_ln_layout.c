/*
 * Compressed pages with gaps: at every offset, by every way in which zlib
 * compresses; zlib inflates what they and any bytes in the gaps make.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "html/deflate/ln_history.h"
#include "../../arena.h"
#include "../../chance.h"
#include "../splicing.h"


#define MAX  400000


/* How a page is compressed; flush: after each so many bytes. */
typedef struct {
    int     bits;
    int     level;
    int     memory;
    int     strategy;
    int     flush;
    size_t  every;
} encoder_t;


static unsigned char  page[MAX], coded[MAX * 2];
static size_t         page_size, coded_size;
static ln_inset_t     small, large, one, medium;


static const encoder_t  gzip6 = { 31, 6, 8, Z_DEFAULT_STRATEGY, 0, 0 };


static ln_str_t
a_text(const unsigned char *bytes, size_t len)
{
    ln_str_t  text;

    text.data = bytes;
    text.len = len;

    return text;
}


static int
make_insets(void **state)
{
    size_t  i;

    static unsigned char  bytes[70000];

    (void) state;

    for (i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (unsigned char) "<aside>Notice</aside>"[i * i % 21 + i % 3];
    }

    return ln_inset_make(&small, &alloc, ln_str("<aside>N, N, N</aside>"))
           | ln_inset_make(&large, &alloc, a_text(bytes, sizeof(bytes)))
           | ln_inset_make(&one, &alloc, ln_str("x"))
           | ln_inset_make_once(&medium, &alloc, a_text(bytes, 300));
}


/* Words of pages; now and then a byte of any value. */
static void
make_page(size_t size)
{
    size_t       i;
    const char  *word;

    static const char  *words[] = {
        "<p>", "</p>\n", "<div class=\"a b\">", "</div>", "the ", "article ",
        "of ", "notice", " ", "\xd0\xbf\xd1\x80\xd0\xb8 ",
        "<a href=\"/x/y.html\">", "</a>", "1", "27", "q"
    };

    assert_true(size <= MAX);
    i = 0;

    while (i < size) {
        for (word = words[chance(15)]; *word && i < size; word++) {
            page[i++] = (unsigned char) *word;
        }

        if (i < size && chance(30) == 0) {
            page[i++] = (unsigned char) chance(256);
        }
    }

    page_size = size;
}


/* A page of copies from far: it is made so that zlib finds them. */
static void
make_far(size_t size)
{
    size_t  i;

    for (i = 0; i < size; i++) {
        page[i] = i < 32500 || i % 97 == 0
                  ? (unsigned char) chance(256) : page[i - 32500];
    }

    page_size = size;
}


static size_t
encode(const encoder_t *encoder, const unsigned char *data, size_t size,
    unsigned char *out)
{
    size_t    at, n;
    z_stream  z;

    memset(&z, 0, sizeof(z_stream));
    assert_int_equal(deflateInit2(&z, encoder->level, Z_DEFLATED, encoder->bits,
                                  encoder->memory, encoder->strategy), Z_OK);
    z.next_out = out;
    z.avail_out = sizeof(coded);

    for (at = 0; at < size; at += n) {
        n = encoder->every ? encoder->every : size;
        n = n < size - at ? n : size - at;
        z.next_in = (Bytef *) data + at;
        z.avail_in = (uInt) n;
        assert_int_equal(deflate(&z, encoder->flush), Z_OK);
    }

    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);

    return sizeof(coded) - z.avail_out;
}


static void
encode_page(const encoder_t *encoder)
{
    coded_size = encode(encoder, page, page_size, coded);
}


static splicing_t
splicing(const encoder_t *encoder, unsigned n, size_t offset)
{
    splicing_t  s;

    memset(&s, 0, sizeof(splicing_t));
    s.coding = encoder->bits > 15 ? "gzip" : "deflate";
    s.n = n;
    s.offsets[0] = offset;
    s.insets[0] = &small;

    return s;
}


static void
splicing_done(splicing_t *s)
{
    splicing_clear(&s->page);
    splicing_clear(&s->out);
}


static const encoder_t  encoders[] = {
    { 31, 6, 8, Z_DEFAULT_STRATEGY, 0, 0 },
    { 31, 1, 8, Z_DEFAULT_STRATEGY, 0, 0 },
    { 15, 9, 9, Z_DEFAULT_STRATEGY, 0, 0 },
    { -15, 4, 1, Z_DEFAULT_STRATEGY, 0, 0 },
    { 31, 0, 8, Z_DEFAULT_STRATEGY, 0, 0 },
    { 9, 0, 1, Z_DEFAULT_STRATEGY, 0, 0 },
    { 31, 6, 8, Z_FIXED, 0, 0 },
    { 31, 6, 1, Z_HUFFMAN_ONLY, 0, 0 },
    { -9, 6, 1, Z_RLE, 0, 0 },
    { 9, 6, 8, Z_FILTERED, 0, 0 },
    { 31, 6, 8, Z_DEFAULT_STRATEGY, Z_SYNC_FLUSH, 70 },
    { 15, 6, 8, Z_DEFAULT_STRATEGY, Z_FULL_FLUSH, 90 },
    { 31, 6, 8, Z_DEFAULT_STRATEGY, Z_BLOCK, 50 },
    { 31, 6, 8, Z_FIXED, Z_PARTIAL_FLUSH, 33 },
    { -15, 0, 8, Z_DEFAULT_STRATEGY, Z_SYNC_FLUSH, 100 }
};

#define ENCODERS  (sizeof(encoders) / sizeof(encoders[0]))



/* Whether it was laid out; if so, it is right. */
static int
laid_out(splicing_t *s)
{
    int  rc;

    rc = splicing_lay_out(s, coded, coded_size);
    assert_int_not_equal(rc, LN_ERROR);

    if (rc == LN_OK) {
        assert_true(splicing_is_right(s, page, page_size));
    }

    return rc == LN_OK;
}


static int
has_window(const encoder_t *encoder)
{
    return encoder->bits == 31 || encoder->bits == 15 || encoder->bits < 0;
}


/* All offsets: all borders of symbols are among them, and all else. */
static void
test_each_offset(void **state)
{
    size_t      i, k;
    splicing_t  s;

    (void) state;

    for (i = 0; i < ENCODERS; i++) {
        make_page(600);
        encode_page(&encoders[i]);

        for (k = 0; k <= page_size; k++) {
            s = splicing(&encoders[i], 1, k);
            s.insets[0] = k % 3 == 2 ? &medium : &small;
            assert_int_equal(laid_out(&s), has_window(&encoders[i]));
            splicing_done(&s);
        }
    }
}


/* Behind a window the stream stays as it is, at any bit. */
static void
test_far(void **state)
{
    size_t      i, k, asked, made;
    splicing_t  s;

    (void) state;
    made = 0;
    asked = 0;

    for (i = 0; i < ENCODERS; i++) {
        if (!has_window(&encoders[i])) {
            continue;
        }

        make_page(150000);
        encode_page(&encoders[i]);

        for (k = 0; k < 60; k++) {
            s = splicing(&encoders[i], 2, k * 997);
            s.offsets[1] = s.offsets[0] + (k & 1 ? k * 11 : 60000 + k * 61);
            s.insets[1] = k & 2 ? &large : &one;
            asked++;

            if (laid_out(&s)) {
                made++;
                assert_true(s.passed + 60000 > coded_size / 4);
                assert_true(k & 1 || s.passed > coded_size / 8);
            }

            splicing_done(&s);
        }
    }

    /* but for stored blocks, and borders that share a byte */

    assert_true(made > asked * 4 / 5);
}


/* It goes on where a block ends, amid a byte. */
static void
test_blocks(void **state)
{
    size_t      k, made;
    splicing_t  s;

    static const encoder_t  encoder = {
        31, 6, 8, Z_DEFAULT_STRATEGY, Z_PARTIAL_FLUSH, 1000
    };

    (void) state;

    make_page(150000);
    encode_page(&encoder);

    for (k = 34, made = 0; k < 134; k++) {
        s = splicing(&encoder, 1, k * 1000 - LN_HISTORY_WINDOW
                                  - LN_HISTORY_SYMBOL);
        made += laid_out(&s);
        splicing_done(&s);
    }

    assert_int_equal(made, 100);
}


/* Large pages, all levels and strategies, places at random. */
static void
test_large(void **state)
{
    size_t      i, k, made;
    encoder_t   encoder;
    splicing_t  s;

    static const int     bits[] = { 31, 15, -15 };
    static const size_t  every[] = { 0, 0, 400, 5000 };

    (void) state;
    made = 0;

    for (k = 0; k < 300; k++) {
        if (k % 7 == 3) {
            make_far(60000 + chance(100000));
        } else {
            make_page(1000 + chance(150000));
        }

        encoder.bits = bits[k % 3];
        encoder.level = (int) (k % 10);
        encoder.memory = (int) (1 + k % 9);
        encoder.strategy = (int) (k / 10 % 5);
        encoder.every = every[k % 4];
        encoder.flush = encoder.every ? (int) (1 + k / 4 % 3) : 0;
        encode_page(&encoder);

        s = splicing(&encoder, 4, 0);

        for (i = 0; i < 4; i++) {
            s.offsets[i] = page_size / 4 * i + chance(page_size / 4);
            s.insets[i] = i == 2 ? &large : i == 1 ? &one : &small;
        }

        s.n = 1 + chance(4);
        made += laid_out(&s);
        splicing_done(&s);
    }

    assert_true(made > 230);
}


/* What goes in may be anything: the layout is the same. */
static void
test_any_inset(void **state)
{
    size_t      i;
    splicing_t  s;

    static const ln_inset_t  *insets[] = { &small, &large, &one, &medium };

    (void) state;

    make_page(90000);
    encode_page(&gzip6);

    for (i = 0; i < 16; i++) {
        s = splicing(&gzip6, 2, 20000);
        s.offsets[1] = 80000;
        s.insets[0] = insets[i % 4];
        s.insets[1] = insets[i / 4];
        assert_true(laid_out(&s));
        splicing_done(&s);
    }
}


/* Few bits make a thousand bytes: parts may share a byte. */
static void
test_run(void **state)
{
    size_t      i, k;
    splicing_t  s;

    static const encoder_t  run = { -15, 9, 9, Z_DEFAULT_STRATEGY, 0, 0 };

    (void) state;

    page_size = 200000;

    for (k = 0; k < 8; k++) {
        memset(page, 'x', page_size);

        for (i = 0; i < k; i++) {
            page[i * 5000] = (unsigned char) ('a' + i);
        }

        encode_page(&run);

        for (i = 0; i < 300; i++) {
            s = splicing(&run, 2, k * 1000);
            s.offsets[1] = s.offsets[0] + 33000 + i * 10;
            s.insets[1] = &one;
            (void) laid_out(&s);
            splicing_done(&s);
        }
    }
}


/* Nothing is laid out that is not whole, and of one member. */
static void
test_refused(void **state)
{
    size_t      i, size;
    splicing_t  s;

    (void) state;

    make_page(3000);
    encode_page(&gzip6);
    size = coded_size;
    s = splicing(&gzip6, 1, 100);

    for (i = 0; i < size; i++) {
        assert_int_equal(splicing_lay_out(&s, coded, i), LN_DECLINED);
    }

    assert_int_equal(splicing_lay_out(&s, coded, size), LN_OK);
    memcpy(coded + size, coded, size);
    assert_int_equal(splicing_lay_out(&s, coded, 2 * size), LN_DECLINED);

    /* what is no member is no one's */

    memset(coded + size, 0, size);
    assert_int_equal(splicing_lay_out(&s, coded, 2 * size), LN_OK);
    assert_true(splicing_is_right(&s, page, page_size));

    s.offsets[0] = page_size + 1;
    assert_int_equal(splicing_lay_out(&s, coded, size), LN_DECLINED);

    s.n = 2;
    s.offsets[0] = 2;
    s.offsets[1] = 1;
    s.insets[1] = &one;
    assert_int_equal(splicing_lay_out(&s, coded, size), LN_DECLINED);

    s.coding = "br";
    assert_int_equal(splicing_lay_out(&s, coded, size), LN_DECLINED);

    coded[size - 5] ^= 1;
    splicing_done(&s);
    s = splicing(&gzip6, 1, 100);
    assert_int_equal(splicing_lay_out(&s, coded, size), LN_DECLINED);
}


/* A page that swells is not held. */
static void
test_bomb(void **state)
{
    size_t      at, size;
    z_stream    z;
    splicing_t  s;

    (void) state;

    memset(page, 'x', MAX);

    for (size = LN_LAYOUT_PAGE; size <= LN_LAYOUT_PAGE + 1; size++) {
        memset(&z, 0, sizeof(z_stream));
        assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, 0), Z_OK);
        z.next_out = coded;
        z.avail_out = sizeof(coded);

        for (at = 0; at < size; at += z.total_in - at) {
            z.next_in = page;
            z.avail_in = size - at < MAX ? (uInt) (size - at) : MAX;
            assert_int_equal(deflate(&z, Z_NO_FLUSH), Z_OK);
        }

        assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
        (void) deflateEnd(&z);

        s = splicing(&gzip6, 1, 100);
        assert_int_equal(splicing_lay_out(&s, coded,
                                          sizeof(coded) - z.avail_out),
                         size > LN_LAYOUT_PAGE ? LN_DECLINED : LN_OK);
        splicing_done(&s);
    }
}


static void
test_empty(void **state)
{
    size_t      i;
    splicing_t  s;

    (void) state;

    for (i = 0; i < ENCODERS; i++) {
        make_page(0);
        encode_page(&encoders[i]);
        s = splicing(&encoders[i], 1, 0);
        assert_int_equal(laid_out(&s), has_window(&encoders[i]));
        splicing_done(&s);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_each_offset),
        cmocka_unit_test(test_far),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_any_inset),
        cmocka_unit_test(test_run),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_bomb),
        cmocka_unit_test(test_empty)
    };

    return cmocka_run_group_tests(tests, make_insets, NULL);
}
