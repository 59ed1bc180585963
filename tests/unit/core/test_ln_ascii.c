#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../exact.h"
#include "ln_ascii.h"
#include "ln_hash.h"


/* Whether c is one of chars. */

static int
among(unsigned c, const char *chars)
{
    return c && strchr(chars, (int) c) != NULL;
}


static void
test_classes(void **state)
{
    unsigned       c;
    unsigned char  lower, upper;

    static const char  capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char  letters[] = "abcdefghijklmnopqrstuvwxyz";

    (void) state;

    for (c = 0; c < 256; c++) {
        assert_int_equal(ln_is_upper(c), among(c, capitals));
        assert_int_equal(ln_is_alpha(c), among(c, letters)
                                         || among(c, capitals));
        assert_int_equal(ln_is_digit(c), among(c, "0123456789"));
        assert_int_equal(ln_is_alnum(c), ln_is_alpha(c) || ln_is_digit(c));
        assert_int_equal(ln_is_space(c), among(c, "\t\n\f\r "));

        lower = among(c, capitals) ? (unsigned char) letters[c - 'A'] : c;
        upper = among(c, letters) ? (unsigned char) capitals[c - 'a'] : c;

        assert_int_equal(ln_lower(c), lower);
        assert_int_equal(ln_upper(c), upper);

        assert_int_equal(ln_hex(c),
                         among(c, "0123456789") ? (int) (c - '0')
                         : among(lower, "abcdef") ? lower - 'a' + 10 : -1);
    }
}


static void
test_equal(void **state)
{
    (void) state;

    assert_true(ln_str_caseless_eq(exact("x-Y_1"), exact("X-y_1")));
    assert_true(ln_str_caseless_eq(exact(""), exact("")));
    assert_false(ln_str_caseless_eq(exact("a"), exact("ab")));
    assert_false(ln_str_caseless_eq(exact("@"), exact("`")));
    assert_false(ln_str_caseless_eq(exact("["), exact("{")));
    assert_false(ln_str_caseless_eq(exact("\xc9"), exact("\xe9")));
}


static void
test_ends(void **state)
{
    ln_str_t  none = { 0, NULL };

    (void) state;

    assert_true(ln_str_caseless_begins(exact("charSET=a"), exact("Charset")));
    assert_true(ln_str_caseless_begins(exact("a"), exact("A")));
    assert_false(ln_str_caseless_begins(exact("a"), exact("ab")));
    assert_false(ln_str_caseless_begins(exact("ba"), exact("a")));
    assert_true(ln_str_caseless_begins(none, none));

    assert_true(ln_str_caseless_ends(exact("a+XML"), exact("+xml")));
    assert_true(ln_str_caseless_ends(exact("+xml"), exact("+xml")));
    assert_false(ln_str_caseless_ends(exact("xml"), exact("+xml")));
    assert_false(ln_str_caseless_ends(exact("+xmlx"), exact("+xml")));
}


static void
test_identifier(void **state)
{
    (void) state;

    assert_true(ln_is_identifier(exact("foreign-agent_2")));
    assert_true(ln_is_identifier(exact("-")));
    assert_false(ln_is_identifier(exact("")));
    assert_false(ln_is_identifier(exact("a b")));
    assert_false(ln_is_identifier(exact("a.b")));
    assert_false(ln_is_identifier(exact("\xe9")));
}


/* A bit of a word changes the upper and the lower bits, and words an order. */

static void
test_hash(void **state)
{
    unsigned  bit;
    uint64_t  hash;

    (void) state;

    for (bit = 0; bit < 64; bit++) {
        hash = ln_hash(0, (uint64_t) 1 << bit);

        assert_int_not_equal(hash >> 32, 0);
        assert_int_not_equal((uint32_t) hash, 0);
    }

    assert_true(ln_hash(ln_hash(0, 1), 2) != ln_hash(ln_hash(0, 2), 1));
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_identifier),
        cmocka_unit_test(test_hash)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
