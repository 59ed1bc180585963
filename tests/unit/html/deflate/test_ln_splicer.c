/*
 * Pages spliced while they are compressed: at every offset, in pieces of any
 * size, by every way in which zlib compresses; zlib inflates what comes out.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "../../arena.h"
#include "../../chance.h"
#include "../splicing.h"
#include "html/deflate/ln_splicer_state.h"


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

    return ln_inset_make_once(&small, &alloc, ln_str("<aside>N, N, N</aside>"))
           | ln_inset_make(&large, &alloc, a_text(bytes, sizeof(bytes)))
           | ln_inset_make(&one, &alloc, ln_str("x"))
           | ln_inset_make(&medium, &alloc, a_text(bytes, 300));
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


/* What nothing compresses. */
static void
make_noise(size_t size)
{
    size_t  i;

    for (i = 0; i < size; i++) {
        page[i] = (unsigned char) chance(256);
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


static void
expect_right(splicing_t *s)
{
    assert_int_equal(splicing_run(s, coded, coded_size), LN_OK);
    assert_true(splicing_is_right(s, page, page_size));
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
            s.late = k & 1;
            expect_right(&s);

            s.piece = 1;
            s.flush = k >> 1 & 1;
            expect_right(&s);

            s.look = 100;
            s.lag = 30;
            expect_right(&s);

            splicing_done(&s);
        }
    }
}


/* Two places at every distance, a third at the end. */
static void
test_each_pair(void **state)
{
    size_t      i, k;
    splicing_t  s;

    (void) state;

    for (i = 0; i < ENCODERS; i++) {
        make_page(500);
        encode_page(&encoders[i]);

        for (k = 0; k <= 250; k++) {
            s = splicing(&encoders[i], 3, 200);
            s.offsets[1] = 200 + k;
            s.offsets[2] = 500;
            s.insets[1] = k & 1 ? &one : &small;
            s.insets[2] = &small;
            s.late = k >> 1 & 1;
            expect_right(&s);

            s.piece = 3;
            s.lag = k;
            expect_right(&s);

            splicing_done(&s);
        }
    }
}


static void
test_each_split(void **state)
{
    size_t      i, k;
    splicing_t  s;

    (void) state;

    for (i = 0; i < ENCODERS; i++) {
        make_page(900);
        encode_page(&encoders[i]);

        for (k = 1; k < coded_size; k++) {
            s = splicing(&encoders[i], 2, k * 7 % 800);
            s.offsets[1] = s.offsets[0] + 100;
            s.insets[1] = &small;
            s.split = k;
            expect_right(&s);
            splicing_done(&s);
        }
    }
}


/* Large pages, all levels and strategies, places at random. */
static void
test_large(void **state)
{
    int         strategy;
    size_t      i, k;
    encoder_t   encoder;
    splicing_t  s;

    static const int     bits[] = { 31, 15, -15, 9, 12 };
    static const size_t  every[] = { 0, 0, 400, 5000 };

    (void) state;

    for (k = 0; k < 200; k++) {
        make_page(1000 + chance(150000));

        strategy = (int) (k / 10 % 5);
        encoder.bits = bits[k % 5];
        encoder.level = (int) (k % 10);
        encoder.memory = (int) (1 + k % 9);
        encoder.strategy = strategy;
        encoder.every = every[k % 4];
        encoder.flush = encoder.every ? (int) (1 + k / 4 % 3) : 0;
        encode_page(&encoder);

        s = splicing(&encoder, 4, 0);

        for (i = 0; i < 4; i++) {
            s.offsets[i] = page_size / 4 * i + chance(page_size / 4);
            s.insets[i] = i == 2 ? &large : i == 1 ? &one : &small;
        }

        s.n = chance(5);
        s.piece = k % 3 ? 1 + chance(9000) : 0;
        s.look = k % 2 ? chance(LN_SPLICER_AHEAD) : 0;
        s.lag = k % 5 ? chance(2000) : 0;
        s.late = (int) (k / 3 % 2);
        s.flush = (int) (k / 5 % 2);

        expect_right(&s);
        splicing_done(&s);
    }
}


/* Copies from nearly 32 KB back: with what is put in they are too far. */
static void
test_far(void **state)
{
    size_t      i;
    splicing_t  s;

    (void) state;

    make_far(140000);

    for (i = 0; i < 20; i++) {
        encode_page(&encoders[i % 4]);

        s = splicing(&encoders[i % 4], 2, 30000 + chance(40000));
        s.offsets[1] = s.offsets[0] + chance(40000);
        s.insets[0] = i & 1 ? &large : &small;
        s.insets[1] = &small;
        s.piece = i & 2 ? 1000 : 0;
        expect_right(&s);
        splicing_done(&s);
    }
}


/*
 * Bytes before the trailers that are the same in both.  In the last ones a
 * block may have been added that is the last.
 */
static size_t
same_tail(const splicing_t *s, size_t trailer)
{
    size_t                i, k, n, most;
    const unsigned char  *a, *b;

    most = 0;

    for (i = 0; i < 4; i++) {
        for (k = 0; k < 2; k++) {
            a = s->out.data + s->out.size - trailer - i;
            b = coded + coded_size - trailer - k;

            for (n = 0; n < (size_t) (b - coded); n++) {
                if (a - s->out.data <= (ptrdiff_t) n || a[-1 - (ptrdiff_t) n]
                                                       != b[-1 - (ptrdiff_t) n])
                {
                    break;
                }
            }

            most = n > most ? n : most;
        }
    }

    return most;
}


/* Behind a window all is as it was, and is not copied by the splicer. */
static void
test_tail(void **state)
{
    size_t      i, before;
    encoder_t   encoder;
    splicing_t  s;

    (void) state;

    for (i = 0; i < 60; i++) {
        encoder = gzip6;
        encoder.level = (int) (i % 10);
        encoder.bits = i % 3 ? 31 : 15;

        make_page(200000);
        before = encode(&encoder, page, 1000 + i + 33000, coded);
        encode_page(&encoder);

        s = splicing(&encoder, 1, 1000 + i);
        s.piece = 4096;
        expect_right(&s);

        /* what is compressed of 34 KB, a piece in hand, and a header */

        assert_true(same_tail(&s, i % 3 ? 8 : 4) + before + 4096 + 500
                    > coded_size);
        assert_true(s.passed + before + 12000 > coded_size);
        assert_true(s.passed > coded_size / 2);

        splicing_done(&s);
    }
}


/*
 * The last block was said to be none when its header went: another one is added
 * behind its end, which comes when the tail has begun.
 */
static void
test_tail_of_one_block(void **state)
{
    size_t      i;
    encoder_t   encoder;
    splicing_t  s;

    (void) state;

    encoder = gzip6;
    encoder.memory = 9;

    for (i = 0; i < 40; i++) {
        make_page(60000 + i);
        encode_page(&encoder);

        s = splicing(&encoder, 1, 10);
        s.piece = 500 + i;
        s.look = 1000;
        expect_right(&s);
        assert_true(s.passed > 2000);
        splicing_done(&s);
    }
}


/* Nothing can reach back over what stands before everything. */
static void
test_first(void **state)
{
    splicing_t  s;

    (void) state;

    make_page(100000);
    encode_page(&gzip6);

    s = splicing(&gzip6, 1, 0);
    expect_right(&s);
    assert_int_equal(same_tail(&s, 8), coded_size - 10 - 8);
    splicing_done(&s);
}


/* Nothing is put in: only the last block may be said to be one later. */
static void
test_none(void **state)
{
    size_t      i;
    splicing_t  s;

    (void) state;

    for (i = 0; i < ENCODERS; i++) {
        make_page(90000);
        encode_page(&encoders[i]);

        s = splicing(&encoders[i], 0, 0);
        s.piece = i % 2 ? 700 : 0;
        expect_right(&s);

        s.late = 1;
        expect_right(&s);
        splicing_done(&s);
    }

    /* it was not waited for: all is as it was */

    make_page(300);
    encode_page(&gzip6);
    s = splicing(&gzip6, 0, 0);
    s.split = 10;
    s.piece = 1;
    assert_int_equal(splicing_run(&s, coded, coded_size), LN_OK);
    splicing_done(&s);
}


static void
test_header(void **state)
{
    size_t     n;
    uLong      crc;
    splicing_t s;

    static const unsigned char  head[] =
        "\x1f\x8b\x08\x1e\x01\x02\x03\x04\x02\xff" "\x03\0\x01\0x"
        "a name\0" "a comment\0";

    (void) state;

    make_page(700);

    n = sizeof(head) - 1;
    memcpy(coded, head, n);
    crc = crc32(0, head, (uInt) n);
    coded[n++] = (unsigned char) crc;
    coded[n++] = (unsigned char) (crc >> 8);

    coded_size = n + encode(&encoders[3], page, page_size, coded + n);
    crc = crc32(0, page, (uInt) page_size);
    coded[coded_size++] = (unsigned char) crc;
    coded[coded_size++] = (unsigned char) (crc >> 8);
    coded[coded_size++] = (unsigned char) (crc >> 16);
    coded[coded_size++] = (unsigned char) (crc >> 24);
    coded[coded_size++] = (unsigned char) page_size;
    coded[coded_size++] = (unsigned char) (page_size >> 8);
    coded[coded_size++] = 0;
    coded[coded_size++] = 0;

    s = splicing(&gzip6, 1, 333);
    expect_right(&s);
    assert_memory_equal(s.out.data, coded, n);

    s.piece = 1;
    expect_right(&s);

    coded[n - 1] ^= 1;
    assert_int_equal(splicing_run(&s, coded, coded_size), LN_ERROR);
    assert_int_equal(s.out.size, 0);

    coded[n - 1] ^= 1;
    coded[n - 2] ^= 1;
    assert_int_equal(splicing_run(&s, coded, coded_size), LN_ERROR);
    assert_int_equal(s.out.size, 0);

    splicing_done(&s);
}


/* A dictionary that nobody has. */
static void
test_dictionary(void **state)
{
    splicing_t  s;

    (void) state;

    make_page(700);
    encode_page(&encoders[2]);
    coded[1] = (unsigned char) ((coded[1] & 0xc0) | 0x20);
    coded[1] |= (unsigned char) (31 - (coded[0] << 8 | coded[1]) % 31);

    s = splicing(&encoders[2], 1, 300);
    assert_int_equal(splicing_run(&s, coded, coded_size), LN_ERROR);
    assert_int_equal(s.out.size, 0);
    splicing_done(&s);
}


/* The length is wrong, and the sum was not waited for. */
static void
test_length(void **state)
{
    splicing_t  s;

    (void) state;

    make_page(5000);
    encode_page(&gzip6);

    s = splicing(&gzip6, 1, 300);
    s.piece = 100;
    expect_right(&s);

    coded[coded_size - 3] ^= 1;
    assert_int_equal(splicing_run(&s, coded, coded_size), LN_ERROR);
    splicing_done(&s);
}


/* The tail of a member that was joined begins with a byte, too. */
static void
test_members_tail(void **state)
{
    size_t      i, first;
    splicing_t  s;

    (void) state;

    for (i = 0; i < 20; i++) {
        make_page(150000);
        first = 1000 + chance(3000);
        coded_size = encode(&encoders[i % 2], page, first, coded);
        coded_size += encode(&gzip6, page + first, page_size - first,
                             coded + coded_size);

        s = splicing(&gzip6, 1, first + (i & 1 ? 0 : chance(100)));
        s.look = 1;
        s.piece = 700;
        expect_right(&s);
        assert_true(s.passed > 10000);

        /* nothing is put in, which is known late */

        s.n = 0;
        s.late = 2;
        s.look = first + 20000;
        expect_right(&s);
        assert_true(s.passed > 10000);

        splicing_done(&s);
    }
}


/* Bytes of the first member of what was written. */
static size_t
first_member(const splicing_t *s)
{
    int            rc;
    size_t         used;
    z_stream       z;
    unsigned char  room[4096];

    memset(&z, 0, sizeof(z_stream));
    assert_int_equal(inflateInit2(&z, 31), Z_OK);
    z.next_in = s->out.data;
    z.avail_in = (uInt) s->out.size;

    do {
        z.next_out = room;
        z.avail_out = sizeof(room);
        rc = inflate(&z, Z_NO_FLUSH);
    } while (rc == Z_OK);

    assert_int_equal(rc, Z_STREAM_END);
    used = s->out.size - z.avail_in;
    inflateEnd(&z);

    return used;
}


/*
 * Members are joined while something may be put in: readers that know but one
 * see all of it.  Behind that they go as they are.  What is none is dropped.
 */
static void
test_members(void **state)
{
    size_t      i, k, first;
    splicing_t  s;

    (void) state;

    make_page(900);

    for (i = 0; i < ENCODERS; i++) {
        if (encoders[i].bits < 16) {
            continue;
        }

        first = encode(&encoders[i], page, 400, coded);
        coded_size = first;
        coded_size += encode(&gzip6, page + 400, 0, coded + coded_size);
        coded_size += encode(&gzip6, page + 400, 500, coded + coded_size);

        for (k = 0; k <= 900; k += 13) {
            s = splicing(&gzip6, 1, k);
            s.piece = k & 1 ? 0 : 1;
            s.late = k >> 1 & 1;
            expect_right(&s);

            if (s.late) {
                assert_int_equal(first_member(&s), s.out.size);
            }

            splicing_done(&s);
        }

        memcpy(coded + coded_size, "\0garbage", 8);
        coded_size += 8;

        for (k = 0; k <= 900; k += 100) {
            s = splicing(&gzip6, 1, k);
            s.piece = k & 4 ? 0 : 1;
            s.late = k >> 3 & 1;

            assert_int_equal(splicing_run(&s, coded, coded_size), LN_OK);

            if (s.late) {
                assert_true(splicing_is_right(&s, page, page_size));
            }

            splicing_done(&s);
        }
    }
}


/*
 * A page that is flushed behind each byte has eleven bytes a byte.  What waits
 * for a place is held of it, and the window behind a notice.
 */

static void
test_wasteful(void **state)
{
    size_t             i;
    z_stream           z;
    splicing_t         s;
    splicing_bytes_t   wasteful;

    enum { PAGE = 60000, ROOM = 12 * PAGE };

    static unsigned char  text[PAGE], room[ROOM];

    (void) state;

    memset(&z, 0, sizeof(z));
    memset(&wasteful, 0, sizeof(wasteful));
    memset(text, 'x', sizeof(text));

    assert_int_equal(deflateInit2(&z, 0, Z_DEFLATED, 31, 8, 0), Z_OK);

    z.next_in = text;
    z.next_out = room;
    z.avail_out = sizeof(room);

    for (i = 0; i < PAGE; i++) {
        z.avail_in = 1;
        assert_int_equal(deflate(&z, i + 1 == PAGE ? Z_FINISH : Z_SYNC_FLUSH),
                         i + 1 == PAGE ? Z_STREAM_END : Z_OK);
    }

    splicing_add(&wasteful, room, sizeof(room) - z.avail_out);
    (void) deflateEnd(&z);

    assert_true(wasteful.size > 10 * (size_t) PAGE);

    memset(&s, 0, sizeof(s));
    s.coding = "gzip";
    s.n = 1;
    s.offsets[0] = 5000;
    s.insets[0] = &small;

    assert_int_equal(splicing_run(&s, wasteful.data, wasteful.size), LN_OK);
    assert_true(splicing_is_right(&s, text, PAGE));

    s.piece = 4096;

    assert_int_equal(splicing_run(&s, wasteful.data, wasteful.size), LN_OK);
    assert_true(splicing_is_right(&s, text, PAGE));

    s.look = PAGE - 5000;
    s.lag = PAGE;

    assert_int_equal(splicing_run(&s, wasteful.data, wasteful.size), LN_OK);
    assert_true(splicing_is_right(&s, text, PAGE));

    splicing_done(&s);
    splicing_clear(&wasteful);
}


static void
test_blank(void **state)
{
    size_t       i;
    splicing_t   s;

    static const char  *codings[] = { "gzip", "X-GZIP", "deflate" };

    (void) state;

    for (i = 0; i < 3; i++) {
        memset(&s, 0, sizeof(s));
        s.coding = codings[i];
        s.insets[0] = &small;

        assert_int_equal(splicing_run(&s, coded, 0), LN_OK);
        assert_int_equal(s.out.size, 0);

        s.n = 1;
        assert_int_equal(splicing_run(&s, coded, 0), LN_OK);
        s.coding = i == 2 ? "deflate" : "gzip";
        assert_true(splicing_is_right(&s, page, 0));

        splicing_done(&s);
    }

    assert_null(ln_splicer_create(ln_str("br"), splicing_write, NULL));
    assert_null(ln_splicer_create(ln_str("gzip, gzip"), splicing_write, NULL));
    assert_null(ln_splicer_create(ln_str(""), splicing_write, NULL));
}


static void
test_cut(void **state)
{
    size_t       i, k;
    splicing_t   s;

    (void) state;

    for (i = 0; i < ENCODERS; i++) {
        make_page(400);
        encode_page(&encoders[i]);

        for (k = 1; k < coded_size; k++) {
            s = splicing(&encoders[i], k & 1, 100);
            s.late = k >> 1 & 1;
            assert_int_equal(splicing_run(&s, coded, k), LN_ERROR);
            splicing_done(&s);
        }
    }
}


/* A byte changed: what is decoded is spliced, and what is not is not. */
static void
test_corrupt(void **state)
{
    int               rc;
    size_t            i, k;
    splicing_t        s;
    splicing_bytes_t  got;

    (void) state;

    memset(&got, 0, sizeof(got));

    for (i = 0; i < ENCODERS; i++) {
        make_page(500);
        encode_page(&encoders[i]);

        for (k = 0; k < coded_size; k++) {
            coded[k] ^= (unsigned char) (1 + chance(255));

            s = splicing(&encoders[i], k & 1, 0);
            rc = splicing_decode(s.coding, coded, coded_size, &got);
            s.offsets[0] = got.size / 2;
            s.piece = k & 2 ? 1 : 0;
            s.late = 1;

            assert_int_equal(splicing_run(&s, coded, coded_size), rc);

            if (rc == LN_OK) {
                assert_true(splicing_is_right(&s, got.data, got.size));

            } else {

                /* what was put in already: in doubt, no crash */

                s.late = 0;
                (void) splicing_run(&s, coded, coded_size);
            }

            splicing_done(&s);
            encode_page(&encoders[i]);
        }
    }

    splicing_clear(&got);
}


/* Who never says that anything is safe is told so, and memory is bounded. */
static void
test_bounds(void **state)
{
    size_t             i;
    splicing_t         s;
    splicing_bytes_t   empty;

    (void) state;

    make_page(MAX);
    encode_page(&gzip6);

    s = splicing(&gzip6, 1, 0);
    s.look = MAX;
    assert_int_equal(splicing_run(&s, coded, coded_size), LN_ERROR);

    s.look = LN_SPLICER_AHEAD;
    s.piece = 5000;
    expect_right(&s);
    splicing_done(&s);

    /* empty blocks that nobody makes: where nothing is read nothing is safe */

    memset(&empty, 0, sizeof(empty));

    for (i = 0; i < LN_SPLICER_HELD / 5 + 2; i++) {
        splicing_add(&empty, (unsigned char *) "\0\0\0\xff\xff", 5);
    }

    s = splicing(&encoders[3], 1, 0);
    s.look = 1;
    s.piece = 1000;
    assert_int_equal(splicing_run(&s, empty.data, empty.size), LN_ERROR);
    splicing_done(&s);
    splicing_clear(&empty);
}


/* Behind the header so many bytes are held of blocks that are empty. */
static void
test_held(void **state)
{
    size_t            n, i;
    ln_str_t          text;
    ln_splicer_t     *splicer;
    ln_splicer_io_t   io;
    splicing_bytes_t  out;

    enum { HELD = 1048576 };

    static unsigned char  bytes[HELD + 25];

    (void) state;

    memset(&out, 0, sizeof(out));
    memcpy(bytes, "\x1f\x8b\x08\0\0\0\0\0\0\3", 10);

    for (i = 10; i < HELD + 20; i += 5) {
        memcpy(bytes + i, "\0\0\0\xff\xff", 5);
    }

    for (n = HELD + 10; n <= HELD + 11; n++) {
        splicer = ln_splicer_create(ln_str("gzip"), splicing_write, &out);
        assert_non_null(splicer);

        io.in = bytes;
        io.in_size = HELD + 10;

        while (io.in_size) {
            assert_int_equal(ln_splicer_feed(splicer, &io), LN_OK);
            assert_int_equal(ln_splicer_read(splicer, &text), LN_OK);
            assert_int_equal(text.len, 0);
        }

        io.in_size = n - (HELD + 10);
        assert_int_equal(ln_splicer_feed(splicer, &io),
                         n == HELD + 10 ? LN_OK : LN_ERROR);
        ln_splicer_free(splicer);
    }

    splicing_clear(&out);
}


/* More places in a window than a splicer notes. */
static void
test_cuts(void **state)
{
    unsigned           i, most;
    ln_str_t           text;
    ln_splicer_t      *splicer;
    ln_splicer_io_t    io;
    splicing_bytes_t   out;

    (void) state;

    memset(&out, 0, sizeof(out));
    make_page(5000);
    encode_page(&gzip6);

    for (most = LN_SPLICER_CUTS; most <= LN_SPLICER_CUTS + 1; most++) {
        splicer = ln_splicer_create(ln_str("gzip"), splicing_write, &out);
        assert_non_null(splicer);

        io.in = coded;
        io.in_size = coded_size;
        assert_int_equal(ln_splicer_feed(splicer, &io), LN_OK);

        do {
            assert_int_equal(ln_splicer_read(splicer, &text), LN_OK);
        } while (text.len);

        for (i = 0; i < LN_SPLICER_CUTS; i++) {
            assert_int_equal(ln_splicer_insert(splicer, i * 2, &one), LN_OK);
            assert_int_equal(ln_splicer_insert(splicer, i * 2, &one), LN_OK);
        }

        if (most > LN_SPLICER_CUTS) {
            assert_int_equal(ln_splicer_insert(splicer, i * 2, &one), LN_ERROR);
        }

        ln_splicer_free(splicer);
    }

    splicing_clear(&out);
}


static int
refuse(void *data, const unsigned char *bytes, size_t len)
{
    (void) data;
    (void) bytes;
    (void) len;

    return LN_ERROR;
}


/* Calls that must not be, and a reader of the output who has had enough. */
static void
test_misuse(void **state)
{
    ln_str_t          text;
    ln_splicer_t     *splicer;
    ln_splicer_io_t   io;

    (void) state;

    make_page(5000);
    encode_page(&gzip6);

    splicer = ln_splicer_create(ln_str("gzip"), refuse, NULL);
    io.in = coded;
    io.in_size = coded_size;
    assert_int_equal(ln_splicer_feed(splicer, &io), LN_OK);
    assert_int_equal(ln_splicer_read(splicer, &text), LN_OK);
    assert_int_equal(text.len, 5000);
    assert_int_equal(ln_splicer_safe(splicer, 5000, 0), LN_ERROR);
    assert_int_equal(ln_splicer_done(splicer), LN_ERROR);
    assert_int_equal(ln_splicer_end(splicer), LN_ERROR);
    assert_int_equal(ln_splicer_whole(splicer), 0);
    ln_splicer_free(splicer);

    splicer = ln_splicer_create(ln_str("gzip"), refuse, NULL);
    assert_int_equal(ln_splicer_insert(splicer, 1, &one), LN_ERROR);
    assert_int_equal(ln_splicer_read(splicer, &text), LN_ERROR);
    ln_splicer_free(splicer);
}


/* What comes in another order than a page does, or once one has failed. */
static void
test_order(void **state)
{
    size_t            i;
    ln_str_t          text;
    ln_inset_t        none;
    ln_splicer_t     *splicer;
    ln_splicer_io_t   io;
    splicing_bytes_t  out;

    (void) state;

    memset(&out, 0, sizeof(out));
    make_page(5000);
    encode_page(&gzip6);
    assert_int_equal(ln_inset_make(&none, &alloc, ln_str("")), LN_OK);

    for (i = 0; i < 9; i++) {
        splicer = ln_splicer_create(ln_str("gzip"), splicing_write, &out);
        assert_non_null(splicer);
        io.in = coded;
        io.in_size = coded_size;

        /* nothing has come, and ends; or nothing is put in */

        if (i == 0) {
            assert_int_equal(ln_splicer_insert(splicer, 0, &none), LN_OK);
            assert_int_equal(ln_splicer_safe(splicer, 0, 1), LN_OK);
        }

        assert_int_equal(ln_splicer_feed(splicer, &io), LN_OK);

        /* before it is read, there is no page to put anything in */

        if (i == 1) {
            assert_int_equal(ln_splicer_insert(splicer, 0, &one), LN_ERROR);

        } else {
            assert_int_equal(ln_splicer_read(splicer, &text), LN_OK);
            assert_int_equal(text.len, 5000);
        }

        switch (i) {

        case 0:
            assert_int_equal(ln_splicer_insert(splicer, 5000, &none), LN_OK);
            assert_int_equal(ln_splicer_done(splicer), LN_OK);
            assert_int_equal(ln_splicer_end(splicer), LN_OK);
            assert_int_equal(out.size, coded_size);
            assert_memory_equal(out.data, coded, coded_size);
            ln_splicer_free(splicer);
            splicing_clear(&out);
            continue;

        case 2:
            assert_int_equal(ln_splicer_insert(splicer, 5001, &one), LN_ERROR);
            break;

        case 3:
            assert_int_equal(ln_splicer_safe(splicer, 5001, 0), LN_ERROR);
            break;

        case 4:
            assert_int_equal(ln_splicer_safe(splicer, 4000, 0), LN_OK);
            assert_int_equal(ln_splicer_insert(splicer, 10, &one), LN_ERROR);
            break;

        case 5:
            assert_int_equal(ln_splicer_end(splicer), LN_ERROR);
            break;

        case 6:
            assert_int_equal(ln_splicer_done(splicer), LN_OK);
            assert_int_equal(ln_splicer_done(splicer), LN_OK);
            assert_int_equal(ln_splicer_insert(splicer, 5000, &one), LN_ERROR);
            break;

        case 7:
            assert_int_equal(ln_splicer_done(splicer), LN_OK);
            assert_int_equal(ln_splicer_safe(splicer, 5000, 0), LN_ERROR);
            break;

        case 8:
            assert_int_equal(ln_splicer_insert(splicer, 9, &one), LN_OK);
            assert_int_equal(ln_splicer_insert(splicer, 8, &one), LN_ERROR);
            break;

        default:
            break;
        }

        /* it is never gone on with */

        io.in = coded;
        io.in_size = coded_size;
        assert_int_equal(ln_splicer_feed(splicer, &io), LN_ERROR);
        assert_int_equal(ln_splicer_read(splicer, &text), LN_ERROR);
        assert_int_equal(text.len, 0);
        assert_int_equal(ln_splicer_insert(splicer, 5000, &one), LN_ERROR);
        assert_int_equal(ln_splicer_safe(splicer, 5000, 1), LN_ERROR);
        assert_int_equal(ln_splicer_done(splicer), LN_ERROR);
        assert_int_equal(ln_splicer_end(splicer), LN_ERROR);
        assert_int_equal(ln_splicer_whole(splicer), 0);

        ln_splicer_free(splicer);
        splicing_clear(&out);
    }
}


static int
is_zero(const unsigned char *p, size_t size)
{
    size_t  i;

    for (i = 0; i < size && p[i] == 0; i++) { /* void */ }

    return i == size;
}


/* A splicer that is cleared has nothing of its page, and works as a new one. */
static void
test_clear(void **state)
{
    size_t             k, room;
    unsigned           i;
    splicing_t         s;
    ln_splicer_t      *splicer;
    splicing_bytes_t   out;

    /* twice as long as the page */

    static const encoder_t  flushed = {
        31, 6, 8, Z_DEFAULT_STRATEGY, Z_SYNC_FLUSH, 8
    };

    (void) state;

    memset(&out, 0, sizeof(out));
    splicer = ln_splicer_create(ln_str("gzip"), splicing_write, &out);
    assert_non_null(splicer);

    for (k = 0; k < 12; k++) {
        make_page(k == 5 ? 300000 : 1000 + k * 9000);

        if (k == 6) {
            make_noise(200000);
        }

        encode_page(k == 6 ? &flushed : &encoders[k & 1]);
        s = splicing(&encoders[k & 1], 1, k * 50);
        i = 0;

        if (k == 6) {
            s.offsets[0] = 150000;
            s.look = 60000;
            s.lag = 60000;
        }

        ln_splicer_clear(splicer);
        ln_splicer_begin(splicer, ln_str("gzip"), splicing_write, &s.out);

        assert_int_equal(splicing_feed(splicer, &s, &i, coded, coded_size),
                         LN_OK);

        if (k % 3 == 0) {

            /* a reader who leaves */

            room = splicer->history.room + splicer->held_room;
            assert_true(k != 6 || room > LN_SPLICER_KEPT);
            ln_splicer_clear(splicer);
            assert_true(is_zero(splicer->history.data, splicer->history.room));
            assert_true(is_zero(splicer->held, splicer->held_room));
            assert_true(is_zero(splicer->writer.bytes,
                                sizeof(splicer->writer.bytes)));
            assert_true(splicer->history.room + splicer->held_room
                        <= LN_SPLICER_KEPT);

        } else {
            assert_int_equal(splicing_place(splicer, &s, &i, 1), LN_OK);
            assert_int_equal(ln_splicer_end(splicer), LN_OK);
            assert_true(splicing_is_right(&s, page, page_size));
        }

        splicing_done(&s);
    }

    ln_splicer_free(splicer);
    splicing_clear(&out);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_each_offset),
        cmocka_unit_test(test_each_pair),
        cmocka_unit_test(test_each_split),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_far),
        cmocka_unit_test(test_tail),
        cmocka_unit_test(test_tail_of_one_block),
        cmocka_unit_test(test_first),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_header),
        cmocka_unit_test(test_dictionary),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_members_tail),
        cmocka_unit_test(test_blank),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_corrupt),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_held),
        cmocka_unit_test(test_cuts),
        cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_clear),
        cmocka_unit_test(test_wasteful)
    };

    return cmocka_run_group_tests(tests, make_insets, arena_free);
}
