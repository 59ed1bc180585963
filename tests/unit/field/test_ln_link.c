/* Link, and its relation types. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field/ln_link.h"
#include "hostile.h"


static int
blocked(const char *value)
{
    return ln_link_has(exact(value), exact("blocked-by"));
}


static void
test_has(void **state)
{
    unsigned  i;

    static const char *const  links[] = {
        "<https://a/>; rel=\"blocked-by\"",
        "<https://a/>; rel=blocked-by",
        "<https://a/>;REL=Blocked-By",
        "<https://a/> ; rel = \"blocked-by\"",
        "<https://a/>; rel=\"next blocked-by\"",
        "<https://a/>; rel=\"blocked-by\tnext\"",
        "<https://a/>; title=\"a;b, c\"; rel=blocked-by; x",
        "<https://a/>; x; ; rel=blocked-by",
        "<a,b;c>; rel=next, <https://a/>; rel=blocked-by",
        ", <a,b>, , <c>;rel=blocked-by",
        "<>;rel=blocked-by",
        "none, <a>; rel=blocked-by"
    };

    (void) state;

    for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        assert_true(blocked(links[i]));
    }
}


static void
test_has_not(void **state)
{
    unsigned  i;

    static const char *const  links[] = {
        "",
        ",",
        "<https://a/site-blocked-by-russia>; rel=canonical",
        "<https://a/;rel=blocked-by>; rel=canonical",
        "<https://a/,b;rel=blocked-by>",
        "<https://a/>; rel=canonical; title=blocked-by",
        "<https://a/>; title=\"; rel=blocked-by\"",
        "<https://a/>; title=\", <b>; rel=blocked-by\"; rel=next",
        "<https://a/>; rel=\"not-blocked-by blocked-by-us\"",
        "<https://a/>; rel=next; rel=blocked-by",
        "<https://a/>; rev=blocked-by",
        "<https://a/>; rel",
        "<https://a/>; rel=",
        "<https://a/>; rel=\"\"",
        "https://a/; rel=blocked-by",
        "<https://a/; rel=blocked-by",
        "blocked-by"
    };

    (void) state;

    for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        assert_false(blocked(links[i]));
    }
}


static void
check(ln_str_t value)
{
    (void) ln_link_has(value, exact("a"));
}


static void
test_prefixes(void **state)
{
    (void) state;

    hostile_prefixes("<a,b>; x=\"\\\"\"; rel = \"b a\", , c; rel=d, <", check);
}


static void
test_random(void **state)
{
    static const char *const  words[] = {
        "<", ">", "rel", "=", ",", ";", " ", "\"", "\\", "a", "\t"
    };

    (void) state;

    hostile_words(words, sizeof(words) / sizeof(words[0]), 0, check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_has),
        cmocka_unit_test(test_has_not),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
