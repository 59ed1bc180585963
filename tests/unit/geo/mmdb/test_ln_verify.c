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
#include "geo/mmdb/ln_verify_tree.h"
#include "../../chance.h"


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


static void
note(void *ctx, uint32_t offset)
{
    (void) ctx;

    seen[calls++ % 8] = offset;
}


static int
records(const ln_mmdb_section_t *s, const ln_offset_set_t *set, uint32_t *bad)
{
    int             rc;
    ln_verify_t     v;
    unsigned char  *states;

    states = calloc(1, ln_verify_states(s->len));
    assert_non_null(states);
    ln_verify_init(&v, s, states);

    calls = 0;
    rc = ln_verify_records(&v, set, 0, set->nwords, note, NULL, bad);
    free(states);

    return rc;
}


/* In ascending order, each once, and none behind a corrupt one. */
static void
test_records(void **state)
{
    uint32_t           bad;
    ln_offset_set_t    set;
    ln_mmdb_section_t  s;
    unsigned char      data[200];

    (void) state;

    memset(data, 0xa0, sizeof(data));
    s.data = data;
    s.len = sizeof(data);

    assert_int_equal(ln_offset_set_init(&set, s.len), LN_OK);
    ln_offset_set_add(&set, 199);
    ln_offset_set_add(&set, 64);
    ln_offset_set_add(&set, 63);
    ln_offset_set_add(&set, 0);
    ln_offset_set_add(&set, 64);
    ln_offset_set_count(&set);
    assert_int_equal(set.n, 4);

    assert_int_equal(ln_offset_set_rank(&set, 0), 0);
    assert_int_equal(ln_offset_set_rank(&set, 1), -1);
    assert_int_equal(ln_offset_set_rank(&set, 63), 1);
    assert_int_equal(ln_offset_set_rank(&set, 64), 2);
    assert_int_equal(ln_offset_set_rank(&set, 128), -1);
    assert_int_equal(ln_offset_set_rank(&set, 199), 3);

    assert_int_equal(records(&s, &set, &bad), LN_OK);
    assert_int_equal(calls, 4);
    assert_int_equal(seen[0], 0);
    assert_int_equal(seen[1], 63);
    assert_int_equal(seen[2], 64);
    assert_int_equal(seen[3], 199);

    data[64] = 0x20;
    data[65] = 199;
    data[199] = 0x20;
    assert_int_equal(records(&s, &set, &bad), LN_ERROR);
    assert_int_equal(bad, 199);
    assert_int_equal(calls, 0);

    data[199] = 0xa0;
    data[64] = 0x20;
    data[65] = 70;
    data[70] = 0x20;
    assert_int_equal(records(&s, &set, &bad), LN_ERROR);
    assert_int_equal(bad, 64);
    assert_int_equal(calls, 2);

    ln_offset_set_clear(&set);
    ln_offset_set_count(&set);
    assert_int_equal(set.n, 0);
    assert_int_equal(ln_offset_set_rank(&set, 63), -1);

    ln_offset_set_done(&set);
}


/*
 * Records that overlap: arrays of 3901 texts, each of which hides the next
 * array.  Eighty of them are more values than a file of that size has to have.
 */
static void
test_budget(void **state)
{
    size_t             i;
    uint32_t           bad;
    ln_offset_set_t    set;
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
    assert_int_equal(ln_offset_set_init(&set, s.len), LN_OK);

    for (i = 0; i < 50; i++) {
        ln_offset_set_add(&set, 5 * i + 1);
    }

    assert_int_equal(records(&s, &set, &bad), LN_OK);
    assert_int_equal(calls, 50);

    for (i = 0; i < UNITS / 2; i++) {
        ln_offset_set_add(&set, 5 * i + 1);
    }

    assert_int_equal(records(&s, &set, &bad), LN_ERROR);
    assert_in_range(calls, 51, 100);

    /* each has 3902 values: 84 are eight a byte, with 1024 bytes to spare */

    ln_offset_set_clear(&set);

    for (i = 0; i < 85; i++) {
        ln_offset_set_add(&set, 5 * i + 1);
    }

    s.len = 84 * 3902 / 8 - 1024;
    assert_int_equal(records(&s, &set, &bad), LN_ERROR);
    assert_int_equal(bad, 5 * 84 + 1);

    s.len--;
    assert_int_equal(records(&s, &set, &bad), LN_ERROR);
    assert_int_equal(bad, 5 * 83 + 1);

    ln_offset_set_done(&set);
    free(data);
}


/*
 * With exactly the memory that is promised, so that a sanitizer sees.  The
 * records are noted in so many pieces.
 */
static int
tree_of(const uint32_t *sides, unsigned nodes, unsigned pieces,
    ln_offset_set_t *set, ln_error_t *err)
{
    int              rc;
    unsigned         i, from, to, beyond;
    uint32_t         bits[2][100 / 32 + 1];
    uint32_t        *copy;
    ln_mmdb_tree_t   t;
    unsigned char   *states;

    copy = malloc(2 * nodes * sizeof(uint32_t));
    assert_non_null(copy);
    memcpy(copy, sides, 2 * nodes * sizeof(uint32_t));

    t.node_count = nodes;
    t.record_size = 24;
    t.ip_version = 4;

    states = malloc(ln_verify_tree_states(&t));
    assert_non_null(states);

    memset(bits, 0, sizeof(bits));
    beyond = 0;

    for (i = 0; i < pieces; i++) {
        from = nodes * i / pieces;
        to = nodes * (i + 1) / pieces;
        beyond |= ln_verify_leaves(&t, copy + 2 * from, to - from, 100,
                                   bits[i % 2]);
    }

    assert_int_equal(ln_offset_set_init(set, 100), LN_OK);
    ln_offset_set_join(set, bits[0]);
    ln_offset_set_join(set, bits[1]);
    ln_offset_set_count(set);

    rc = ln_verify_tree(&t, copy, 100, states, beyond, set, err);
    free(copy);
    free(states);

    return rc;
}


static int
tree(const char *bytes, unsigned nodes, unsigned bits, ln_offset_set_t *set,
    ln_error_t *err)
{
    uint32_t         sides[2 * 40];
    unsigned char   *copy;
    ln_mmdb_tree_t   t;

    t.node_count = nodes;
    t.record_size = bits;

    copy = malloc(nodes * ln_mmdb_node_size(&t));
    assert_non_null(copy);
    memcpy(copy, bytes, nodes * ln_mmdb_node_size(&t));
    ln_mmdb_sides(&t, copy, nodes, sides);
    free(copy);

    return tree_of(sides, nodes, 1, set, err);
}


/* Two nodes each: records at 3 and 99, no record, and what is wrong. */
static void
test_trees(void **state)
{
    size_t        i;
    ln_error_t    err;
    ln_offset_set_t  set;

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
            assert_int_equal(ln_offset_set_rank(&set, 3), 0);
            assert_int_equal(ln_offset_set_rank(&set, 99), 1);

        } else if (cases[i].error == NULL
                   || strstr(err.text, cases[i].error) == NULL)
        {
            fail_msg("%u: %s", (unsigned) i, err.text);
        }

        ln_offset_set_done(&set);
    }
}


/* A chain of nodes: as long as an address and no longer. */
static void
test_deep_trees(void **state)
{
    unsigned       i;
    ln_error_t     err;
    ln_offset_set_t   set;
    unsigned char  bytes[33 * 6];

    (void) state;

    memset(bytes, 0, sizeof(bytes));

    for (i = 0; i < 33; i++) {
        bytes[i * 6 + 2] = i + 1;
        bytes[i * 6 + 5] = 33;
    }

    assert_int_equal(tree((char *) bytes, 33, 24, &set, &err), LN_ERROR);
    assert_non_null(strstr(err.text, "too deep"));
    ln_offset_set_done(&set);

    for (i = 0; i < 32; i++) {
        bytes[i * 6 + 5] = 32;
    }

    assert_int_equal(tree((char *) bytes, 32, 24, &set, &err), LN_OK);
    ln_offset_set_done(&set);
}


/* As plain as can be: the records of what can be reached, or a fault. */
static int
plainly(const uint32_t *sides, unsigned nodes, unsigned node,
    unsigned char *path, unsigned char *found)
{
    unsigned  k;
    uint32_t  side;

    if (path[node]) {
        return LN_ERROR;
    }

    path[node] = 1;

    for (k = 0; k < 2; k++) {
        side = sides[2 * node + k];

        if (side < nodes) {
            if (plainly(sides, nodes, side, path, found) != LN_OK) {
                return LN_ERROR;
            }

        } else if (side > nodes) {
            if (side - nodes - LN_MMDB_SEPARATOR >= 100) {
                return LN_ERROR;
            }

            found[side - nodes - LN_MMDB_SEPARATOR] = 1;
        }
    }

    path[node] = 0;

    return LN_OK;
}


/*
 * Trees of all shapes: nodes in order and not, that share what is below them,
 * that can't be reached, with cycles and with sides beyond the file.
 */
static void
test_any_trees(void **state)
{
    int              want;
    unsigned         i, k, nodes, right;
    uint32_t         sides[2 * 12];
    ln_error_t       err;
    unsigned char    path[12], found[100];
    ln_offset_set_t  set;

    (void) state;

    srand(7);
    right = 0;

    for (i = 0; i < rounds(60000); i++) {
        nodes = 1 + (unsigned) rand() % 12;

        for (k = 0; k < 2 * nodes; k++) {
            sides[k] = nodes + LN_MMDB_SEPARATOR + (unsigned) rand() % 100;

            if (rand() % 2 && k / 2 + 1 < nodes) {
                sides[k] = k / 2 + 1 + (unsigned) rand() % (nodes - k / 2 - 1);

            } else if (rand() % 8 == 0) {
                sides[k] = nodes;

            } else if (i % 3 == 0 && rand() % 12 == 0) {
                sides[k] = (unsigned) rand() % (nodes + 20);

            } else if (i % 3 == 0 && rand() % 99 == 0) {
                sides[k] = nodes + LN_MMDB_SEPARATOR + 100;
            }
        }

        memset(path, 0, sizeof(path));
        memset(found, 0, sizeof(found));
        want = plainly(sides, nodes, 0, path, found);
        right += (want == LN_OK);

        assert_int_equal(tree_of(sides, nodes, 1 + i % 2, &set, &err), want);

        for (k = 0; want == LN_OK && k < 100; k++) {
            assert_int_equal(ln_offset_set_rank(&set, k) != -1, found[k]);
        }

        ln_offset_set_done(&set);
    }

    assert_in_range(right, rounds(30000), rounds(58000));
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
        cmocka_unit_test(test_deep_trees),
        cmocka_unit_test(test_any_trees)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
