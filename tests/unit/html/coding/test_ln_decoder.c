/* Content codings: whole, at every split, byte by byte, cut and corrupt. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <brotli/encode.h>
#include <cmocka.h>
#include <zlib.h>
#include <zstd.h>

#include "html/coding/ln_decoder.h"


#define MAX  65536


typedef struct {
    unsigned char  data[MAX];
    size_t         size;
} blob_t;


static blob_t  plain, coded, again, got;


static void
deflate_to(blob_t *out, const blob_t *in, int bits)
{
    z_stream  z;

    memset(&z, 0, sizeof(z_stream));
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, bits, 8, 0), Z_OK);
    z.next_in = (Bytef *) in->data;
    z.avail_in = (uInt) in->size;
    z.next_out = out->data;
    z.avail_out = MAX;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->size = MAX - z.avail_out;
    deflateEnd(&z);
}


static void
encode(const char *coding, blob_t *out, const blob_t *in)
{
    if (strcmp(coding, "gzip") == 0) {
        deflate_to(out, in, 31);

    } else if (strcmp(coding, "deflate") == 0) {
        deflate_to(out, in, 15);

    } else if (strcmp(coding, "raw") == 0) {
        deflate_to(out, in, -15);

    } else if (strcmp(coding, "br") == 0) {
        out->size = MAX;
        assert_true(BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, in->size,
                                          in->data, &out->size, out->data));

    } else {
        out->size = ZSTD_compress(out->data, MAX, in->data, in->size, 3);
        assert_false(ZSTD_isError(out->size));
    }
}


/* Feeds in pieces with room for out bytes at a time; -1: an error. */
static int
decode(const char *codings, const blob_t *in, size_t split, size_t piece,
    size_t room)
{
    int              rc;
    size_t           at, n;
    ln_error_t       err;
    ln_decoder_t    *decoder;
    ln_decoder_io_t  io;

    decoder = ln_decoder_create(ln_str(codings), &err);
    assert_non_null(decoder);

    got.size = 0;
    rc = 0;
    at = 0;

    while (at < in->size && rc == 0) {
        n = at < split ? split - at : piece;
        n = n < in->size - at ? n : in->size - at;
        io.in = in->data + at;
        io.in_size = n;

        do {
            io.out = got.data + got.size;
            io.out_size = room < MAX - got.size ? room : MAX - got.size;
            assert_true(io.out_size > 0);

            if (ln_decoder_run(decoder, &io) != LN_OK) {
                rc = -1;
                break;
            }

            got.size = (size_t) (io.out - got.data);

        } while (io.in_size || io.out_size == 0);

        at += n;
    }

    if (rc == 0) {
        rc = ln_decoder_whole(decoder);
    }

    ln_decoder_free(decoder);

    return rc;
}


static void
expect_plain(int rc)
{
    assert_int_equal(rc, 1);
    assert_int_equal(got.size, plain.size);
    assert_memory_equal(got.data, plain.data, plain.size);
}


static void
make_plain(size_t size)
{
    size_t  i;

    for (i = 0; i < size; i++) {
        plain.data[i] = (unsigned char) "<p>text</p>\n"[(i * i / 7 + i) % 12];
    }

    plain.size = size;
}


static void
test_each(void **state)
{
    size_t              i, k;
    static const char  *names[] = { "gzip", "deflate", "raw", "br", "zstd" };

    (void) state;

    for (i = 0; i < 5; i++) {
        const char  *as = i == 2 ? "deflate" : names[i];

        make_plain(3000);
        encode(names[i], &coded, &plain);

        expect_plain(decode(as, &coded, 0, MAX, MAX));
        expect_plain(decode(as, &coded, 0, 1, 1));
        expect_plain(decode(as, &coded, 0, 7, 5));

        for (k = 1; k < coded.size; k++) {
            expect_plain(decode(as, &coded, k, MAX, 1024));
        }

        make_plain(0);
        encode(names[i], &coded, &plain);
        expect_plain(decode(as, &coded, 0, 1, 16));
    }
}


static void
test_cut(void **state)
{
    size_t              i, k;
    static const char  *names[] = { "gzip", "deflate", "br", "zstd" };

    (void) state;

    make_plain(900);

    for (i = 0; i < 4; i++) {
        encode(names[i], &coded, &plain);

        for (k = 1; k < coded.size; k++) {
            again = coded;
            again.size = k;
            assert_int_equal(decode(names[i], &again, 0, MAX, MAX), 0);
        }

        again.size = 0;
        assert_int_equal(decode(names[i], &again, 0, MAX, MAX), 1);
    }
}


/* Any byte changed: an error, cut, or other bytes; no crash and no hang. */
static void
test_corrupt(void **state)
{
    size_t              i, k, refused;
    static const char  *names[] = { "gzip", "deflate", "br", "zstd" };

    (void) state;

    make_plain(900);

    for (i = 0; i < 4; i++) {
        encode(names[i], &coded, &plain);
        refused = 0;

        for (k = 0; k < coded.size; k++) {
            again = coded;
            again.data[k] ^= 0xff;
            refused += decode(names[i], &again, 0, MAX, MAX) != 1;
        }

        assert_true(refused > coded.size / 4);
    }

    memcpy(again.data, "<html>", 6);
    again.size = 6;
    assert_int_equal(decode("gzip", &again, 0, MAX, MAX), -1);
    assert_int_equal(decode("zstd", &again, 0, MAX, MAX), -1);
}


static void
test_members(void **state)
{
    size_t  half;

    (void) state;

    make_plain(500);
    encode("gzip", &coded, &plain);
    memcpy(coded.data + coded.size, coded.data, coded.size);
    half = coded.size;
    coded.size *= 2;
    memcpy(plain.data + 500, plain.data, 500);
    plain.size = 1000;

    expect_plain(decode("gzip", &coded, 0, MAX, MAX));
    expect_plain(decode("gzip", &coded, 0, 1, 1));
    expect_plain(decode("x-gzip", &coded, half, MAX, MAX));

    memcpy(coded.data + coded.size, "\0\0garbage", 9);
    coded.size += 9;
    expect_plain(decode("GZIP", &coded, 0, MAX, MAX));
    expect_plain(decode("gzip", &coded, 0, 3, 64));
}


static void
test_lists(void **state)
{
    (void) state;

    make_plain(20000);
    encode("gzip", &coded, &plain);
    encode("br", &again, &coded);

    expect_plain(decode("gzip, br", &again, 0, MAX, MAX));
    expect_plain(decode(" gzip ,\t,BR,identity", &again, 0, 1, 100));
    expect_plain(decode("gzip,br", &again, 0, 50, 7));
    assert_int_equal(decode("br, gzip", &again, 0, MAX, MAX), -1);

    encode("zstd", &coded, &again);
    expect_plain(decode("gzip, br, zstd", &coded, 0, 11, 999));

    coded.size--;
    assert_int_equal(decode("gzip, br, zstd", &coded, 0, MAX, MAX), 0);

    expect_plain(decode("identity", &plain, 0, 100, 33));
    expect_plain(decode("", &plain, 0, 100, 33));
}


/* Decodes all of again, with room for 500 bytes, which are filled. */
static ln_decoder_t *
fill(ln_decoder_io_t *io)
{
    ln_error_t     err;
    ln_decoder_t  *decoder;

    decoder = ln_decoder_create(ln_str("gzip, br"), &err);
    assert_non_null(decoder);

    io->in = again.data;
    io->in_size = again.size;
    io->out = got.data;
    io->out_size = 500;
    assert_int_equal(ln_decoder_run(decoder, io), LN_OK);
    assert_int_equal(io->in_size, 0);
    assert_int_equal(io->out_size, 0);

    return decoder;
}


/*
 * Room for all and no more: that is the end.  Room for the first of two members
 * alone: what is left is not.
 */
static void
test_left(void **state)
{
    ln_decoder_t    *decoder;
    ln_decoder_io_t  io;

    (void) state;

    make_plain(500);
    encode("gzip", &coded, &plain);
    encode("br", &again, &coded);

    decoder = fill(&io);
    assert_int_equal(ln_decoder_whole(decoder), 1);

    ln_decoder_free(decoder);

    memcpy(coded.data + coded.size, coded.data, coded.size);
    coded.size *= 2;
    encode("br", &again, &coded);

    decoder = fill(&io);
    assert_int_equal(ln_decoder_whole(decoder), 0);

    io.out_size = 501;
    assert_int_equal(ln_decoder_run(decoder, &io), LN_OK);
    assert_int_equal(io.out_size, 1);
    assert_int_equal(ln_decoder_whole(decoder), 1);

    assert_memory_equal(got.data, plain.data, 500);
    assert_memory_equal(got.data + 500, plain.data, 500);

    ln_decoder_free(decoder);
}


/* RFC 9659: a window of 8 MB, and no larger one. */
static void
test_window(void **state)
{
    int              bits;
    ZSTD_CCtx       *z;
    ZSTD_inBuffer    in;
    ZSTD_outBuffer   out;

    (void) state;

    make_plain(5000);
    z = ZSTD_createCCtx();
    assert_non_null(z);

    for (bits = 23; bits <= 24; bits++) {
        ZSTD_CCtx_reset(z, ZSTD_reset_session_and_parameters);
        ZSTD_CCtx_setParameter(z, ZSTD_c_windowLog, bits);

        /* its size is not known before, so that the frame has a window */

        in = (ZSTD_inBuffer) { plain.data, plain.size, 0 };
        out = (ZSTD_outBuffer) { coded.data, MAX, 0 };
        ZSTD_compressStream2(z, &out, &in, ZSTD_e_continue);
        assert_int_equal(ZSTD_compressStream2(z, &out, &in, ZSTD_e_end), 0);
        coded.size = out.pos;

        if (bits == 23) {
            expect_plain(decode("zstd", &coded, 0, MAX, MAX));

        } else {
            assert_int_equal(decode("zstd", &coded, 0, MAX, MAX), -1);
        }
    }

    ZSTD_freeCCtx(z);
}


static void
test_unknown(void **state)
{
    ln_error_t  err;

    (void) state;

    assert_null(ln_decoder_create(ln_str("compress"), &err));
    assert_string_equal(err.text, "unknown content coding \"compress\"");
    assert_null(ln_decoder_create(ln_str("identity, klingon"), &err));
    assert_null(ln_decoder_create(ln_str("gzipx"), &err));
    assert_null(ln_decoder_create(ln_str("br, br, br, br, br"), &err));
    assert_non_null(strstr(err.text, "more than 4"));

    assert_int_equal(ln_codings_known(ln_str("")), 1);
    assert_int_equal(ln_codings_known(ln_str(" ,, GZIP,x-gzip , br")), 1);
    assert_int_equal(ln_codings_known(ln_str("identity, deflate, zstd")), 1);
    assert_int_equal(ln_codings_known(ln_str("utf-8")), 0);
    assert_int_equal(ln_codings_known(ln_str("gzip, utf-8")), 0);
    assert_int_equal(ln_codings_known(ln_str("none, gzip")), 0);
    assert_int_equal(ln_codings_known(ln_str("gzi")), 0);
}


/* Beside a coding that is known, one that is not is none. */
static void
test_unknown_beside(void **state)
{
    (void) state;

    make_plain(3000);
    encode("gzip", &coded, &plain);

    expect_plain(decode("utf-8, gzip", &coded, 0, MAX, MAX));
    expect_plain(decode("GZIP , none,", &coded, 0, 1, 7));
    expect_plain(decode("8bit, gzip, binary", &coded, 0, 5, 1));
}


/* 64 MB of nothing: streamed through 4 KB of room. */
static void
test_bomb(void **state)
{
    size_t            total, size, made;
    z_stream          z;
    ln_error_t        err;
    unsigned char    *bomb;
    unsigned char     out[4096];
    static Bytef      zeros[1024 * 1024];
    ln_decoder_t     *decoder;
    ln_decoder_io_t   io;

    (void) state;

    size = 1024 * 1024;
    bomb = malloc(size);
    assert_non_null(bomb);

    memset(&z, 0, sizeof(z_stream));
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, 0), Z_OK);
    z.next_out = bomb;
    z.avail_out = (uInt) size;

    for (made = 0; made < 64; made++) {
        z.next_in = zeros;
        z.avail_in = sizeof(zeros);
        (void) deflate(&z, made == 63 ? Z_FINISH : Z_NO_FLUSH);
    }

    decoder = ln_decoder_create(ln_str("gzip"), &err);
    assert_non_null(decoder);

    io.in = bomb;
    io.in_size = size - z.avail_out;
    deflateEnd(&z);
    total = 0;

    do {
        io.out = out;
        io.out_size = sizeof(out);
        assert_int_equal(ln_decoder_run(decoder, &io), LN_OK);
        total += sizeof(out) - io.out_size;

    } while (io.in_size || io.out_size == 0);

    assert_int_equal(total, 64 * 1024 * 1024);
    assert_true(ln_decoder_whole(decoder));
    ln_decoder_free(decoder);
    free(bomb);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_each),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_corrupt),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_left),
        cmocka_unit_test(test_window),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_unknown_beside),
        cmocka_unit_test(test_bomb)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
