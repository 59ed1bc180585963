/* Bytes around what the writer has room for. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "html/deflate/ln_bit_writer.h"


#define ROOM  LN_BIT_WRITER_ROOM


static unsigned char  in[4 * ROOM], out[4 * ROOM];
static size_t         written;


static int
take(void *data, const unsigned char *bytes, size_t len)
{
    (void) data;

    assert_in_range(len, 1, ROOM);
    assert_in_range(written + len, 1, sizeof(out));
    memcpy(out + written, bytes, len);
    written += len;

    return LN_OK;
}


/* `first` bytes, one by one, `len` of them at once, and one again. */
static void
written_is(size_t first, size_t len)
{
    size_t           i;
    ln_bit_writer_t  writer;

    memset(&writer, 0, sizeof(ln_bit_writer_t));
    writer.write = take;
    written = 0;

    for (i = 0; i < first; i++) {
        ln_bit_writer_put(&writer, in[i], 8);
    }

    ln_bit_writer_bytes(&writer, in + first, len);
    ln_bit_writer_put(&writer, in[first + len], 8);
    assert_int_equal(ln_bit_writer_flush(&writer), LN_OK);
    assert_int_equal(written, first + len + 1);
    assert_memory_equal(out, in, written);
}


static void
test_sizes(void **state)
{
    size_t  i, k, first;

    (void) state;

    for (i = 0; i < sizeof(in); i++) {
        in[i] = (unsigned char) (i * i >> 3);
    }

    for (i = 0; i < 20; i++) {
        first = i < 2 ? i : ROOM - 11 + i;

        for (k = 0; k < 24; k++) {
            written_is(first, k);
            written_is(first, ROOM - 12 + k);
            written_is(first, 2 * ROOM - 12 + k);
        }
    }
}


/* What write() refuses is said whenever it is asked. */
static int
refuse(void *data, const unsigned char *bytes, size_t len)
{
    (void) bytes;
    (void) len;

    ++*(unsigned *) data;

    return LN_ERROR;
}


static void
test_refused(void **state)
{
    unsigned         n;
    ln_bit_writer_t  writer;

    (void) state;

    n = 0;
    memset(&writer, 0, sizeof(ln_bit_writer_t));
    writer.write = refuse;
    writer.data = &n;

    assert_int_equal(ln_bit_writer_flush(&writer), LN_OK);
    ln_bit_writer_bytes(&writer, in, 3 * ROOM);
    assert_int_equal(ln_bit_writer_flush(&writer), LN_ERROR);
    assert_int_equal(ln_bit_writer_flush(&writer), LN_ERROR);
    assert_int_equal(n, 1);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_refused)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
