/*
 * Selectors as they stand in a configuration, whole and cut anywhere: none is
 * read beyond its end, and what is refused says where.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "html/selector/ln_selector.h"
#include "../../arena.h"
#include "../../exact.h"


static int
parses(ln_str_t text)
{
    int             rc;
    ln_error_t      err;
    ln_selector_t  *selector;

    memset(&err, 0, sizeof(err));
    selector = ln_selector_parse(&alloc, text, &err);
    rc = (selector != NULL);

    if (!rc) {
        assert_in_range(err.column, 1, text.len + 1);
        assert_true(strlen(err.text) > 0);
    }

    (void) arena_free(NULL);

    return rc;
}


static void
cut(void **state)
{
    size_t  i, n;

    static const char *const  whole[] = {
        "article", "*", ".a", "#a", "[a]", "[a=b]", "[a~='b c']",
        "[ a ^= \"b\" i ]", "[a|=b s]", "[a$=b]", "[a*='\\'']", "a:not(.b)",
        "a:not( [b=c] )", "p:first-child", "p:first-of-type",
        "p:nth-child(2)", "p:nth-child( odd )", "p:nth-child(EVEN)",
        "p:nth-of-type( -2n + 1 )", "p:nth-of-type(n-3)", "p:nth-child(+n)",
        "main > article p", "a,\tb , c", "my-tag.a.b#c[d]:not(e)",
        ".\\31 a", ".\xd1\x8f", ".-a", "._b", ".--c", "a\\:b", ".a\\62"
    };

    (void) state;

    for (i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
        if (!parses(exact(whole[i]))) {
            fail_msg("\"%s\" is refused", whole[i]);
        }

        for (n = 0; n < strlen(whole[i]); n++) {
            (void) parses(exact_bytes(whole[i], n));
        }
    }
}


static void
refused(void **state)
{
    size_t  i, n;

    static const char *const  wrong[] = {
        "", " ", ",", "a,", ">", "a >", "a > > b", ".", "#", "[", "[]", "[a",
        "[a=", "[a=]", "[a='b", "[a=b", "[a=b x]", "[a!=b]", ":", "::before",
        ":hover", ":not", ":not(", ":not()", ":not(a", ":not(:not(a))",
        ":nth-child", ":nth-child(", ":nth-child()", ":nth-child(2",
        ":nth-child(n", ":nth-child(2n+", ":nth-child(2n+)",
        ":nth-child(n of a)", "a + b", "a ~ b", "\\", ".1", "a|b", "a$b"
    };

    (void) state;

    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        if (parses(exact(wrong[i]))) {
            fail_msg("\"%s\" is taken", wrong[i]);
        }

        for (n = 0; n < strlen(wrong[i]); n++) {
            (void) parses(exact_bytes(wrong[i], n));
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_teardown(cut, arena_free),
        cmocka_unit_test_teardown(refused, arena_free)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
