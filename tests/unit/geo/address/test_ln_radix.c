/* The radix tree gives what a list of ranges gives. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/address/ln_network.h"
#include "geo/address/ln_radix.h"
#include "../../arena.h"
#include "../../chance.h"


#define RANGES  3000


static int
compare(const void *one, const void *two)
{
    return memcmp(((const ln_radix_range_t *) one)->first,
                  ((const ln_radix_range_t *) two)->first, 16);
}


static uint32_t
linear(const ln_radix_range_t *ranges, unsigned n, const ln_address_t *a)
{
    unsigned       i;
    uint32_t       value;
    unsigned char  key[16];

    memcpy(key, a->bytes, 16);

    if (a->family == 4) {
        memset(key, 0, 16);
        key[10] = key[11] = 0xff;
        memcpy(key + 12, a->bytes, 4);
    }

    for (value = 0, i = 0; i < n; i++) {
        if (memcmp(ranges[i].first, key, 16) <= 0) {
            value = ranges[i].value;
        }
    }

    return value;
}


static void
test_random(void **state)
{
    unsigned                 i, k, n;
    ln_radix_t              *radix;
    ln_address_t             a;
    static ln_radix_range_t  ranges[RANGES + 2];

    (void) state;

    for (i = 0; i < RANGES; i++) {
        memset(ranges[i].first, 0, 16);

        if (i % 2) {
            ranges[i].first[10] = ranges[i].first[11] = 0xff;

            for (k = 12; k < 16 - chance(3); k++) {
                ranges[i].first[k] = (unsigned char) chance(256);
            }

        } else {
            ranges[i].first[0] = 0x20;

            for (k = 1; k < 3 + chance(14); k++) {
                ranges[i].first[k] = (unsigned char) chance(256);
            }
        }

        ranges[i].value = chance(4);
    }

    qsort(ranges, RANGES, sizeof(ln_radix_range_t), compare);

    for (n = 1, i = 1; i < RANGES; i++) {
        if (compare(&ranges[n - 1], &ranges[i]) != 0) {
            ranges[n++] = ranges[i];
        }
    }

    radix = ln_radix_build(&alloc, ranges, n);
    assert_non_null(radix);

    for (i = 0; i < 4 * RANGES; i++) {
        memset(&a, 0, sizeof(ln_address_t));

        if (i < 2 * n) {

            /* the first address of a range, and the one before */

            if (memcmp(ranges[i / 2].first, "\0\0\0\0\0\0\0\0\0\0\xff\xff",
                       12) == 0)
            {
                a.family = 4;
                memcpy(a.bytes, ranges[i / 2].first + 12, 4);

            } else {
                a.family = 6;
                memcpy(a.bytes, ranges[i / 2].first, 16);
            }

            if (i % 2) {
                for (k = a.family == 4 ? 4 : 16; k-- && a.bytes[k]-- == 0; ) {
                    /* void */
                }
            }

        } else {
            a.family = chance(2) ? 4 : 6;

            for (k = 0; k < (a.family == 4 ? 4 : 16); k++) {
                a.bytes[k] = (unsigned char) chance(256);
            }

            a.bytes[0] = a.family == 6 ? 0x20 : a.bytes[0];
        }

        /* an IPv4-mapped address is IPv4 by then */

        if (a.family == 6
            && memcmp(a.bytes, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12) == 0)
        {
            continue;
        }

        assert_int_equal(ln_radix_find(radix, &a), linear(ranges, n, &a));
    }
}


static void
test_edges(void **state)
{
    ln_radix_t              *radix;
    ln_address_t             a;
    static ln_radix_range_t  range;

    (void) state;

    radix = ln_radix_build(&alloc, NULL, 0);
    assert_non_null(radix);
    assert_int_equal(ln_address_parse(ln_str("10.0.0.1"), &a), LN_OK);
    assert_int_equal(ln_radix_find(radix, &a), 0);

    range.value = 7;
    radix = ln_radix_build(&alloc, &range, 1);
    assert_non_null(radix);
    assert_int_equal(ln_radix_find(radix, &a), 7);
    assert_int_equal(ln_address_parse(ln_str("255.255.255.255"), &a), LN_OK);
    assert_int_equal(ln_radix_find(radix, &a), 7);
    assert_int_equal(ln_address_parse(ln_str("ffff:ffff:ffff:ffff:ffff:ffff:"
                                             "ffff:ffff"), &a), LN_OK);
    assert_int_equal(ln_radix_find(radix, &a), 7);

    memset(&a, 0, sizeof(ln_address_t));
    assert_int_equal(ln_radix_find(radix, &a), 0);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_teardown(test_random, arena_free),
        cmocka_unit_test_teardown(test_edges, arena_free)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
