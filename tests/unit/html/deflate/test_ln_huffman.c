/* Symbols of lengths and distances, and codes that decode to their symbols. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "../../chance.h"
#include "html/deflate/ln_huffman.h"


static void
test_symbols(void **state)
{
    unsigned  i, symbol, base, extra;

    (void) state;

    for (i = 3; i <= 258; i++) {
        symbol = ln_huffman_length_symbol(i);
        base = ln_huffman_length_base(symbol, &extra);
        assert_in_range(symbol, 257, 285);
        assert_in_range(i, base, base + (1u << extra) - 1);
    }

    assert_int_equal(ln_huffman_length_symbol(257), 284);
    assert_int_equal(ln_huffman_length_symbol(258), 285);
    assert_int_equal(ln_huffman_length_base(286, &extra), 0);

    for (i = 1; i <= 32768; i++) {
        symbol = ln_huffman_distance_symbol(i);
        base = ln_huffman_distance_base(symbol, &extra);
        assert_in_range(symbol, 0, 29);
        assert_in_range(i, base, base + (1u << extra) - 1);
    }

    assert_int_equal(ln_huffman_distance_base(30, &extra), 0);
}


/* Lengths of a complete code: leaves are split at random. */
static void
make_lengths(uint8_t *lens, unsigned n)
{
    unsigned  i, leaves;

    memset(lens, 0, n);
    lens[0] = 1;
    lens[1] = 1;

    for (leaves = 2; leaves < n; leaves++) {
        i = chance(4) ? leaves - 1 : chance(leaves);

        if (lens[i] == LN_HUFFMAN_BITS) {
            i = chance(leaves);
        }

        if (lens[i] == LN_HUFFMAN_BITS) {
            break;
        }

        lens[leaves] = ++lens[i];
    }
}


static void
test_codes(void **state)
{
    unsigned            i, k, n;
    uint8_t             lens[LN_HUFFMAN_LITERALS];
    uint16_t            codes[LN_HUFFMAN_LITERALS];
    ln_huffman_entry_t  e, table[LN_HUFFMAN_LITERAL_SIZE];

    (void) state;

    for (k = 0; k < 300; k++) {
        n = 2 + chance(285);
        make_lengths(lens, n);

        assert_int_equal(ln_huffman_table(LN_HUFFMAN_OF_LITERALS, lens, n,
                                          table), LN_OK);
        ln_huffman_codes(lens, n, codes);

        for (i = 0; i < n && i < 256; i++) {
            if (lens[i] == 0) {
                continue;
            }

            e = table[codes[i] & ((1u << LN_HUFFMAN_LITERAL_BITS) - 1)];

            if (e & LN_HUFFMAN_LINK) {
                e = table[ln_huffman_value(e)
                          + (codes[i] >> ln_huffman_bits(e)
                             & ((1u << ln_huffman_code(e)) - 1))];
            }

            assert_true(e & LN_HUFFMAN_LITERAL);
            assert_int_equal(ln_huffman_value(e), i);
            assert_int_equal(ln_huffman_bits(e), lens[i]);
        }

        /* one leaf more, or one less */

        lens[n] = lens[0];
        assert_int_equal(ln_huffman_table(LN_HUFFMAN_OF_LITERALS, lens, n + 1,
                                          table), LN_ERROR);

        if (n > 2) {
            lens[0] = 0;
            assert_int_equal(ln_huffman_table(LN_HUFFMAN_OF_LITERALS, lens, n,
                                              table), LN_ERROR);
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_codes)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
