/*
 * Values that are right or corrupt, byte by byte as MaxMind's File Format
 * Specification has them, and trees of a few nodes.
 */

#define _GNU_SOURCE

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "geo/mmdb/ln_verify.h"


/* A section that ends where its memory does, so that a sanitizer sees. */
static int
verify(const void *bytes, size_t len, size_t at)
{
    int                 rc;
    unsigned char      *copy;
    ln_mmdb_section_t   s;

    copy = malloc(len);
    assert_non_null(copy);
    memcpy(copy, bytes, len);

    s.data = copy;
    s.len = len;
    rc = ln_verify_value(&s, at);
    free(copy);

    return rc;
}


static void
test_values(void **state)
{
    size_t  i;

    static const struct {
        const char  *name;
        const char  *bytes;
        size_t       len;
        size_t       at;
        int          rc;
    } cases[] = {
        { "nothing", "", 0, 0, LN_ERROR },
        { "a text", "\x42""ab", 3, 0, LN_OK },
        { "a text cut", "\x42""a", 2, 0, LN_ERROR },
        { "a text of 29", "\x5d\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 31, 0, LN_OK },
        { ".. cut", "\x5d\0aaaaaaaaaaaaaaaaaaaaaaaaaaaa", 30, 0, LN_ERROR },
        { "its size cut", "\x5f\0\0", 3, 0, LN_ERROR },
        { "a double", "\x68""12345678", 9, 0, LN_OK },
        { "a double of 7", "\x67""1234567", 8, 0, LN_ERROR },
        { "a uint16 of 2", "\xa2\1\1", 3, 0, LN_OK },
        { "a uint16 of 3", "\xa3\1\1\1", 4, 0, LN_ERROR },
        { "a uint32 of 0", "\xc0", 1, 0, LN_OK },
        { "a uint32 of 5", "\xc5""12345", 6, 0, LN_ERROR },
        { "an int32", "\x04\x01""1234", 6, 0, LN_OK },
        { "a uint64 of 9", "\x09\x02""123456789", 11, 0, LN_ERROR },
        { "a uint128", "\x10\x03""1234567890123456", 18, 0, LN_OK },
        { "a boolean", "\x01\x07", 2, 0, LN_OK },
        { "a boolean of 2", "\x02\x07", 2, 0, LN_ERROR },
        { "a float", "\x04\x08""1234", 6, 0, LN_OK },
        { "a float of 3", "\x03\x08""123", 5, 0, LN_ERROR },
        { "a cache", "\x01\x05""1", 3, 0, LN_ERROR },
        { "an end", "\x00\x06", 2, 0, LN_ERROR },
        { "no such type", "\x00\x09", 2, 0, LN_ERROR },
        { "a map as an extended type", "\x00\x00", 2, 0, LN_ERROR },
        { "its type cut", "\x00", 1, 0, LN_ERROR },

        { "a map", "\xe1\x41""a\x41""b", 5, 0, LN_OK },
        { "a map without its value", "\xe1\x41""a", 3, 0, LN_ERROR },
        { "a map without its second key", "\xe2\x41""a\x41""b", 5, 0,
          LN_ERROR },
        { "a number for a key", "\xe1\xa0\x41""b", 4, 0, LN_ERROR },
        { "a map for a key", "\xe1\xe0\x41""b", 4, 0, LN_ERROR },
        { "an array", "\x02\x04\xa0\xa0", 4, 0, LN_OK },
        { "an array cut", "\x03\x04\xa0\xa0", 4, 0, LN_ERROR },
        { "an endless array", "\x1f\x04\xff\xff\xff\xa0", 6, 0, LN_ERROR },

        { "a pointer", "\x41""a\x20\x00", 4, 2, LN_OK },
        { "a pointer to itself", "\x20\x00", 2, 0, LN_ERROR },
        { "a pointer to a pointer", "\x41""a\x20\0\x20\x02", 6, 4, LN_ERROR },
        { "a pointer behind the end", "\x41""a\x20\x04", 4, 2, LN_ERROR },
        { "a pointer cut", "\x41""a\x28\x00", 4, 2, LN_ERROR },
        { "a pointer of 4 bytes", "\x41""a\x38\0\0\0\0", 7, 2, LN_OK },
        { ".. whose other bits mean nothing", "\x41""a\x3f\0\0\0\0", 7, 2,
          LN_OK },
        { "a pointer to what is cut", "\x20\x02\x48""a", 4, 0, LN_ERROR },
        { "a pointer in a key to a text", "\x41""a\xe1\x20\x00\xa0", 6, 2,
          LN_OK },
        { ".. to a number", "\xa1""a\xe1\x20\x00\xa0", 6, 2, LN_ERROR },
        { ".. to a text cut", "\xe1\x20\x04\xa0\x48", 5, 0, LN_ERROR },
        { ".. to a map that was seen", "\xe0\x02\x04\x20\0\xe1\x20\0\xa0", 9,
          1, LN_ERROR },
        { "a text seen as a value, then as a key",
          "\x41""a\x02\x04\x20\0\xe1\x20\0\xa0", 10, 2, LN_OK },

        { "a map in itself", "\xe1\x41""a\x20\x00", 5, 0, LN_ERROR },
        { "an array in itself", "\x01\x04\x20\x00", 4, 0, LN_ERROR },
        { "two in each other", "\x01\x04\x20\x04\x01\x04\x20\x00", 8, 0,
          LN_ERROR },
        { "one twice", "\x41""a\x02\x04\x20\x00\x20\x00", 8, 2, LN_OK }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (verify(cases[i].bytes, cases[i].len, cases[i].at) != cases[i].rc) {
            fail_msg("%s: %d expected", cases[i].name, cases[i].rc);
        }
    }
}


/* n arrays of one item in each other, a number in the last. */
static size_t
nest(unsigned char *p, size_t n)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        p[2 * i] = 0x01;
        p[2 * i + 1] = 0x04;
    }

    p[2 * n] = 0xa0;

    return 2 * n + 1;
}


/* Sixty-four levels, by pointers too, in whatever order they are seen. */
static void
test_nesting(void **state)
{
    size_t         n, len, at;
    unsigned char  data[512];

    (void) state;

    assert_int_equal(verify(data, nest(data, 64), 0), LN_OK);
    assert_int_equal(verify(data, nest(data, 65), 0), LN_ERROR);

    /* 40 levels, then 23 and a pointer to them: 64 */

    len = nest(data, 40);
    at = len;
    len += nest(data + len, 23) - 1;
    data[len++] = 0x20;
    data[len++] = 0x00;
    assert_int_equal(verify(data, len, at), LN_OK);

    /* an array of a pointer to the 40, and of 24 levels that end in one: 65 */

    len = nest(data, 40);
    at = len;
    memcpy(data + len, "\x02\x04\x20\x00", 4);
    len += 4;
    len += nest(data + len, 23) - 1;
    data[len++] = 0x20;
    data[len++] = 0x00;
    assert_int_equal(verify(data, len, at), LN_ERROR);

    /* an array of nothing is a level as a number is: 64, and 65 */

    for (n = 22; n < 24; n++) {
        len = nest(data, 40) - 1;
        data[len++] = 0x00;
        data[len++] = 0x04;
        at = len;
        memcpy(data + len, "\x02\x04\x20\x00", 4);
        len += 4;
        len += nest(data + len, n) - 1;
        data[len++] = 0x20;
        data[len++] = 0x00;
        assert_int_equal(verify(data, len, at), n == 22 ? LN_OK : LN_ERROR);
    }
}


static unsigned  calls;
static uint32_t  seen[8];


static int
note(void *ctx, uint32_t offset)
{
    seen[calls++ % 8] = offset;

    return calls == *(unsigned *) ctx ? LN_DECLINED : LN_OK;
}


/* In ascending order, each once, and none behind a corrupt one. */
static void
test_records(void **state)
{
    unsigned           stop;
    ln_error_t         err;
    ln_offsets_t       set;
    ln_mmdb_section_t  s;
    unsigned char      data[200];

    (void) state;

    memset(data, 0xa0, sizeof(data));
    s.data = data;
    s.len = sizeof(data);

    assert_int_equal(ln_offsets_init(&set, s.len), LN_OK);
    ln_offsets_add(&set, 199);
    ln_offsets_add(&set, 64);
    ln_offsets_add(&set, 63);
    ln_offsets_add(&set, 0);
    ln_offsets_add(&set, 64);
    ln_offsets_count(&set);
    assert_int_equal(set.n, 4);

    assert_int_equal(ln_offsets_rank(&set, 0), 0);
    assert_int_equal(ln_offsets_rank(&set, 1), -1);
    assert_int_equal(ln_offsets_rank(&set, 63), 1);
    assert_int_equal(ln_offsets_rank(&set, 64), 2);
    assert_int_equal(ln_offsets_rank(&set, 128), -1);
    assert_int_equal(ln_offsets_rank(&set, 199), 3);

    calls = stop = 0;
    assert_int_equal(ln_verify_records(&s, &set, note, &stop, &err), LN_OK);
    assert_int_equal(calls, 4);
    assert_int_equal(seen[0], 0);
    assert_int_equal(seen[1], 63);
    assert_int_equal(seen[2], 64);
    assert_int_equal(seen[3], 199);

    calls = 0;
    stop = 2;
    assert_int_equal(ln_verify_records(&s, &set, note, &stop, &err),
                     LN_DECLINED);
    assert_int_equal(calls, 2);

    calls = stop = 0;
    data[64] = 0x20;
    data[65] = 199;
    data[199] = 0x20;
    assert_int_equal(ln_verify_records(&s, &set, note, &stop, &err), LN_ERROR);
    assert_string_equal(err.text, "its data record at offset 64 is corrupt");
    assert_int_equal(calls, 2);

    ln_offsets_done(&set);
}


/*
 * Records that overlap: arrays of 3901 texts, each of which hides the next
 * array.  Eighty of them are more values than a file of that size has to have.
 */
static void
test_budget(void **state)
{
    size_t             i;
    unsigned           stop;
    ln_error_t         err;
    ln_offsets_t       set;
    unsigned char     *data;
    ln_mmdb_section_t  s;

    enum { UNITS = 8000 };

    (void) state;

    data = malloc(5 * UNITS);
    assert_non_null(data);

    for (i = 0; i < UNITS; i++) {
        memcpy(data + 5 * i, "\x44\x1e\x04\x0e\x20", 5);
    }

    s.data = data;
    s.len = 5 * UNITS;
    assert_int_equal(ln_offsets_init(&set, s.len), LN_OK);

    for (i = 0; i < 50; i++) {
        ln_offsets_add(&set, 5 * i + 1);
    }

    stop = 0;
    calls = 0;
    assert_int_equal(ln_verify_records(&s, &set, note, &stop, &err), LN_OK);
    assert_int_equal(calls, 50);

    for (i = 0; i < UNITS / 2; i++) {
        ln_offsets_add(&set, 5 * i + 1);
    }

    calls = 0;
    assert_int_equal(ln_verify_records(&s, &set, note, &stop, &err), LN_ERROR);
    assert_in_range(calls, 51, 100);

    ln_offsets_done(&set);
    free(data);
}


static int
tree(const char *bytes, unsigned nodes, unsigned bits, ln_offsets_t *set,
    ln_error_t *err)
{
    int                rc;
    ln_mmdb_tree_t     t;
    ln_mmdb_section_t  s;
    unsigned char     *copy;

    copy = calloc(1, nodes * bits / 4 + LN_MMDB_SEPARATOR);
    assert_non_null(copy);
    memcpy(copy, bytes, nodes * bits / 4);

    t.tree = copy;
    t.node_count = nodes;
    t.record_size = bits;
    t.ip_version = 4;
    s.data = copy;
    s.len = 100;

    assert_int_equal(ln_offsets_init(set, s.len), LN_OK);
    rc = ln_verify_tree(&t, &s, set, err);
    free(copy);

    return rc;
}


/* Two nodes each: records at 3 and 99, no record, and what is wrong. */
static void
test_trees(void **state)
{
    size_t        i;
    ln_error_t    err;
    ln_offsets_t  set;

    static const struct {
        const char  *bytes;
        unsigned     bits;
        const char  *error;             /* or NULL */
    } cases[] = {
        { "\0\0\1\0\0\x15" "\0\0\2\0\0\x75", 24, NULL },
        { "\0\0\1\0\0\0\x15" "\0\0\2\0\0\0\x75", 28, NULL },
        { "\0\0\0\1\0\0\0\x15" "\0\0\0\2\0\0\0\x75", 32, NULL },
        { "\0\0\1\0\0\x15" "\0\0\1\0\0\x75", 24, "a cycle" },
        { "\0\0\1\0\0\x15" "\0\0\0\0\0\x75", 24, "a cycle" },
        { "\0\0\1\0\0\x15" "\0\0\2\0\0\x76", 24, "points beyond" },
        { "\0\0\1\0\0\x15" "\0\0\2\0\0\x11", 24, "points beyond" },
        { "\0\0\1\x10\0\0\x15" "\0\0\2\0\0\0\x75", 28, "points beyond" },
        { "\0\0\1\x01\0\0\x15" "\0\0\2\0\0\0\x75", 28, "points beyond" },
        { "\0\0\0\1\xff\xff\xff\xff" "\0\0\0\2\0\0\0\x75", 32,
          "points beyond" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {

        if (tree(cases[i].bytes, 2, cases[i].bits, &set, &err) == LN_OK) {

            if (cases[i].error) {
                fail_msg("%u: no error", (unsigned) i);
            }

            assert_int_equal(set.n, 2);
            assert_int_equal(ln_offsets_rank(&set, 3), 0);
            assert_int_equal(ln_offsets_rank(&set, 99), 1);

        } else if (cases[i].error == NULL
                   || strstr(err.text, cases[i].error) == NULL)
        {
            fail_msg("%u: %s", (unsigned) i, err.text);
        }

        ln_offsets_done(&set);
    }
}


/* A chain of nodes: as long as an address and no longer. */
static void
test_deep_trees(void **state)
{
    unsigned       i;
    ln_error_t     err;
    ln_offsets_t   set;
    unsigned char  bytes[33 * 6];

    (void) state;

    memset(bytes, 0, sizeof(bytes));

    for (i = 0; i < 33; i++) {
        bytes[i * 6 + 2] = i + 1;
        bytes[i * 6 + 5] = 33;
    }

    assert_int_equal(tree((char *) bytes, 33, 24, &set, &err), LN_ERROR);
    assert_non_null(strstr(err.text, "too deep"));
    ln_offsets_done(&set);

    for (i = 0; i < 32; i++) {
        bytes[i * 6 + 5] = 32;
    }

    assert_int_equal(tree((char *) bytes, 32, 24, &set, &err), LN_OK);
    ln_offsets_done(&set);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_deep_trees)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
