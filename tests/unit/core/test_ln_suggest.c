/* The defined name that is nearest to one that is not. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ln_suggest.h"
#include "../chance.h"
#include "../exact.h"


#define NUMBER  20000


/* What is suggested for a name, among two that are defined. */

static const char *
suggest(const char *name, const char *one, const char *two)
{
    static ln_suggestion_t  suggestion;

    ln_suggest_init(&suggestion, exact(name));
    ln_suggest_try(&suggestion, exact(one));
    ln_suggest_try(&suggestion, exact(two));

    return ln_suggest_text(&suggestion);
}


static void
test_suggest(void **state)
{
    char  name[64], longer[66], text[128];

    (void) state;

    assert_string_equal(suggest("plac", "place", "page"),
                        ", did you mean \"place\"?");
    assert_string_equal(suggest("placee", "page", "place"),
                        ", did you mean \"place\"?");
    assert_string_equal(suggest("crimea", "krimea", "crimean"),
                        ", did you mean \"krimea\"?");
    assert_string_equal(suggest("crimea", "crime", "crimea2"),
                        ", did you mean \"crime\"?");

    /* one edit in three characters, and one in a short name */

    assert_string_equal(suggest("in", "on", ""), ", did you mean \"on\"?");
    assert_string_equal(suggest("in", "no", "of"), "");
    assert_string_equal(suggest("abcde", "abXYe", ""), "");
    assert_string_equal(suggest("abcdef", "abXYef", ""),
                        ", did you mean \"abXYef\"?");
    assert_string_equal(suggest("abcdef", "aXYZef", ""), "");
    assert_string_equal(suggest("", "a", "ab"), ", did you mean \"a\"?");
    assert_string_equal(suggest("a", "", ""), "");

    /* names of 64 bytes are compared, longer ones are not */

    memset(longer, 'a', sizeof(longer));
    longer[65] = '\0';
    memcpy(name, longer, sizeof(name));
    name[63] = '\0';

    assert_string_equal(suggest(name, longer, ""), "");
    assert_string_equal(suggest(longer, name, ""), "");

    longer[64] = '\0';
    snprintf(text, sizeof(text), ", did you mean \"%s\"?", longer);
    assert_string_equal(suggest(name, longer, ""), text);
}


/* Whatever the names: the nearer one is taken, and a name is its own. */

static void
test_random(void **state)
{
    size_t           i, len[2];
    unsigned         n, k;
    unsigned char    names[2][80];
    ln_suggestion_t  suggestion;

    (void) state;

    for (n = 0; n < NUMBER; n++) {
        for (k = 0; k < 2; k++) {
            len[k] = chance(sizeof(names[k]));

            for (i = 0; i < len[k]; i++) {
                names[k][i] = 1 + chance(chance(2) ? 2 : 255);
            }
        }

        ln_suggest_init(&suggestion, exact_bytes(names[0], len[0]));
        ln_suggest_try(&suggestion, exact_bytes(names[1], len[1]));
        (void) ln_suggest_text(&suggestion);

        ln_suggest_try(&suggestion, exact_bytes(names[0], len[0]));

        if (len[0] && len[0] <= 64) {
            assert_int_equal(suggestion.distance, 0);
            assert_int_equal(suggestion.best.len, len[0]);
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_suggest),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
