/* Fields of a form that a browser, or anybody, sends. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "field/ln_form_field.h"
#include "hostile.h"


static const char *
value(const char *form, const char *name)
{
    ln_str_t  text, found;

    static unsigned char  out[256];
    static char           copy[256];

    text = exact(form);

    if (ln_form_field(text, exact(name), out, &found) != LN_OK) {
        return "none";
    }

    (void) snprintf(copy, sizeof(copy), "%.*s", (int) found.len,
                    (const char *) found.data);
    return copy;
}


static void
test_fields(void **state)
{
    (void) state;

    assert_string_equal(value("a=1", "a"), "1");
    assert_string_equal(value("a=1&b=2", "b"), "2");
    assert_string_equal(value("a=1&a=2", "a"), "1");
    assert_string_equal(value("&&b=2&", "b"), "2");
    assert_string_equal(value("a", "a"), "");
    assert_string_equal(value("a=", "a"), "");
    assert_string_equal(value("a=b=c", "a"), "b=c");
    assert_string_equal(value("a=x+y%2bz%2B", "a"), "x y+z+");
    assert_string_equal(value("%61%5fb=1", "a_b"), "1");
    assert_string_equal(value("a+b=1", "a b"), "1");
    assert_string_equal(value("a=%", "a"), "%");
    assert_string_equal(value("a=%4", "a"), "%4");
    assert_string_equal(value("a=%4g%g4%41", "a"), "%4g%g4A");
    assert_string_equal(value("a=%4&b=1", "b"), "1");

    assert_string_equal(value("", "a"), "none");
    assert_string_equal(value("b=1", "a"), "none");
    assert_string_equal(value("A=1", "a"), "none");
    assert_string_equal(value("ab=1", "a"), "none");
    assert_string_equal(value("b=a=1", "a"), "none");
    assert_string_equal(value("b=1;a=2", "a"), "none");
}


/* What is written fits into as many bytes as the form has. */

static void
check(ln_str_t form)
{
    ln_str_t        found;
    unsigned char  *out;

    out = malloc(form.len ? form.len : 1);
    assert_non_null(out);

    if (ln_form_field(form, ln_str("ab"), out, &found) == LN_OK) {
        assert_true(found.data >= out);
        assert_true(found.data + found.len <= out + form.len);
    }

    free(out);
}


static void
test_hostile(void **state)
{
    static const char *const  words[] = {
        "ab", "ab=", "%61b=", "&", "=", "%", "%4", "%41", "+", "ab=%c3%a9&"
    };

    (void) state;

    hostile_prefixes("a=1&%61%62=%zz%c3%a9+x&ab=2", check);
    hostile_random("ab=&%4+", 7, check);
    hostile_words(words, sizeof(words) / sizeof(words[0]), 0, check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_hostile)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
