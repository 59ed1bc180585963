/* Cookie: the cookies of a name, in what any client may send. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "field/ln_cookie.h"
#include "hostile.h"


/* The values of the cookie of that name, each behind a bar. */

static const char *
found(const char *cookies, const char *name)
{
    size_t    len;
    ln_str_t  rest, value;

    static char  out[256];

    len = 0;
    rest = exact(cookies);

    while (ln_cookie_next(&rest, exact(name), &value) == LN_OK) {
        len += snprintf(out + len, sizeof(out) - len, "|%.*s", (int) value.len,
                        (const char *) value.data);
    }

    out[len] = '\0';

    return out;
}


static void
test_cookies(void **state)
{
    (void) state;

    assert_string_equal(found("a=1", "a"), "|1");
    assert_string_equal(found("a=1; b=2", "b"), "|2");
    assert_string_equal(found("a=1;b=2;a=3", "a"), "|1|3");
    assert_string_equal(found(" a = 1 ; b=2", "a"), "|1");
    assert_string_equal(found("a=", "a"), "|");
    assert_string_equal(found("a=;", "a"), "|");
    assert_string_equal(found("a=\"1\"", "a"), "|\"1\"");
    assert_string_equal(found("a=b=c", "a"), "|b=c");
    assert_string_equal(found(";; ;a=1;", "a"), "|1");

    assert_string_equal(found("", "a"), "");
    assert_string_equal(found("a", "a"), "");
    assert_string_equal(found("A=1", "a"), "");
    assert_string_equal(found("ab=1", "a"), "");
    assert_string_equal(found("b=1", "ab"), "");
    assert_string_equal(found("x=a=1", "a"), "");
    assert_string_equal(found("b=\"; a=1", "a"), "|1");
    assert_string_equal(found("=1", "a"), "");
    assert_string_equal(found("=1", ""), "|1");
}


/* It ends, and what it finds stands in the value, behind the name and `=`. */

static void
check(ln_str_t value)
{
    ln_str_t              rest, found;
    const unsigned char  *last;

    rest = value;
    last = value.data;

    while (ln_cookie_next(&rest, ln_str("ab"), &found) == LN_OK) {
        assert_true(found.data >= last + 3);
        last = found.data + found.len;
        assert_true(last <= value.data + value.len);
        assert_true(rest.data >= last);
        assert_int_equal(rest.data + rest.len - value.data, value.len);
    }

    assert_int_equal(rest.len, 0);
}


static void
test_hostile(void **state)
{
    static const char *const  words[] = {
        "ab", "ab=", "a", "b", "=", ";", "; ", " ", "\t", "\"", "ab=ab;"
    };

    (void) state;

    hostile_prefixes("ab=1; ab=2;ab=; b=ab=3 ;ab = 4", check);
    hostile_random("ab=; \t\"", 7, check);
    hostile_words(words, sizeof(words) / sizeof(words[0]), 0, check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_cookies),
        cmocka_unit_test(test_hostile)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
