/* Accept: the weight that a client gives to a media type. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "field/ln_accept.h"
#include "hostile.h"


#define NUMBER  50000


static unsigned
html(const char *accept)
{
    return ln_accept_weight(exact(accept), exact("text/html"));
}


static unsigned
json(const char *accept)
{
    return ln_accept_weight(exact(accept), exact("application/json"));
}


static void
test_ranges(void **state)
{
    (void) state;

    assert_int_equal(html(""), 1000);
    assert_int_equal(html(" \t"), 1000);
    assert_int_equal(html("text/html"), 1000);
    assert_int_equal(html("TEXT/Html"), 1000);
    assert_int_equal(html("text/*"), 1000);
    assert_int_equal(html("Text/*"), 1000);
    assert_int_equal(html("*/*"), 1000);
    assert_int_equal(html("image/png, text/html"), 1000);
    assert_int_equal(html(" ,, image/png ,text/html,"), 1000);

    assert_int_equal(html("image/png"), 0);
    assert_int_equal(html("image/*"), 0);
    assert_int_equal(html(","), 0);
    assert_int_equal(html("text"), 0);
    assert_int_equal(html("text/"), 0);
    assert_int_equal(html("text/htm"), 0);
    assert_int_equal(html("text/html5"), 0);
    assert_int_equal(html("text/*5"), 0);
    assert_int_equal(html("tex/*"), 0);
    assert_int_equal(html("texts/*"), 0);
    assert_int_equal(html("*/html"), 0);
    assert_int_equal(html("*"), 0);
    assert_int_equal(html("/*"), 0);
    assert_int_equal(html("*/"), 0);
    assert_int_equal(html("text / html"), 0);
    assert_int_equal(html("text /*"), 0);
}


/* The most specific range counts, wherever it stands; the first of equals. */
static void
test_specific(void **state)
{
    static const char  chrome[] =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,"
        "image/webp,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

    (void) state;

    assert_int_equal(html("text/html;q=0.1, text/*;q=0.5, */*"), 100);
    assert_int_equal(html("*/*, text/*;q=0.5, text/html;q=0.1"), 100);
    assert_int_equal(html("*/*, text/*;q=0.5"), 500);
    assert_int_equal(html("text/*;q=0.5, */*"), 500);
    assert_int_equal(html("text/html;q=0, */*"), 0);
    assert_int_equal(html("*/*, text/html;q=0"), 0);
    assert_int_equal(json("text/html;q=0, */*"), 1000);
    assert_int_equal(html("text/html;q=0.2, text/html;q=0.9"), 200);
    assert_int_equal(html("*/*;q=0.2, */*;q=0.9"), 200);
    assert_int_equal(html(chrome), 1000);
    assert_int_equal(json(chrome), 800);
}


static void
test_weights(void **state)
{
    unsigned  i;

    static const struct {
        const char  *parameters;
        unsigned     weight;
    } cases[] = {
        { ";q=1", 1000 },
        { ";q=1.", 1000 },
        { ";q=1.0", 1000 },
        { ";q=1.000", 1000 },
        { ";q=0", 0 },
        { ";q=0.", 0 },
        { ";q=0.000", 0 },
        { ";q=0.5", 500 },
        { ";q=0.05", 50 },
        { ";q=0.001", 1 },
        { ";q=0.999", 999 },
        { ";Q=0.5", 500 },
        { " ; q=0.5 ", 500 },
        { "\t;\tq=0.5\t", 500 },
        { ";;q=0.5", 500 },
        { "; ;q=0.5;", 500 },
        { ";", 1000 },

        /* parameters of the range, and what is behind the weight */

        { ";level=1", 1000 },
        { ";level=1;q=0.5", 500 },
        { ";charset=\"a;q=0.1\";q=0.5", 500 },
        { ";charset=\"a,b\\\";q=0.1\";q=0.5", 500 },
        { ";q=0.5;ext=1", 500 },
        { ";q=0.5;q=0.7", 500 },
        { ";qq=0.5", 1000 },
        { ";p=0.5", 1000 },
        { ";level;q=0.5", 500 },
        { ";=1;q=0.5", 500 },

        /* none */

        { ";q=2", 0 },
        { ";q=1.001", 0 },
        { ";q=1.1", 0 },
        { ";q=0.0001", 0 },
        { ";q=0,5", 0 },
        { ";q=.5", 0 },
        { ";q=-1", 0 },
        { ";q=+1", 0 },
        { ";q=00.5", 0 },
        { ";q=0.5x", 0 },
        { ";q=0.x", 0 },
        { ";q=0x5", 0 },
        { ";q=1e0", 0 },
        { ";q=a", 0 },
        { ";q=\"0.5\"", 0 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char  accept[64];

        snprintf(accept, sizeof(accept), "a/b, text/html%s, a/c",
                 cases[i].parameters);

        if (html(accept) != cases[i].weight) {
            fail_msg("%s: %u", accept, html(accept));
        }
    }

    /* a comma in quotes separates nothing, an open quote ends with the value */

    assert_int_equal(html("a/b;c=\", text/html, \""), 0);
    assert_int_equal(html("a/b;c=\", text/html"), 0);
    assert_int_equal(html("text/html;c=\"a;q=0"), 1000);
}


/* A field of which it is known what it says, with blanks and case at random. */
static void
test_known(void **state)
{
    char      accept[512];
    size_t    len;
    unsigned  n, i, k, nranges, range, weight, expected, best, start;

    static const char *const  ranges[] = {
        "image/png", "*/*", "text/*", "text/html", "application/*", "text/htm"
    };

    static const unsigned  covers[] = { 0, 1, 2, 3, 0, 0 };

    static const char *const  blanks[] = { "", " ", "\t", "  " };

    static const char *const  others[] = {
        "", ";a=b", ";a=\"q=1,text/html;q=0\"", "; ", ";v=\"\\\"\""
    };

    (void) state;

    for (n = 0; n < NUMBER; n++) {
        nranges = 1 + chance(6);
        len = 0;
        best = 0;
        expected = 0;

        for (i = 0; i < nranges; i++) {
            range = chance(6);
            weight = chance(1001);
            start = (unsigned) len;

            len += snprintf(accept + len, sizeof(accept) - len, "%s%s",
                            i ? "," : "", blanks[chance(4)]);
            start = (unsigned) len;
            len += snprintf(accept + len, sizeof(accept) - len, "%s",
                            ranges[range]);

            for (k = start; k < len; k++) {
                if (chance(4) == 0 && accept[k] >= 'a' && accept[k] <= 'z') {
                    accept[k] -= 'a' - 'A';
                }
            }

            len += snprintf(accept + len, sizeof(accept) - len,
                            "%s%s%s;%sq=%u.%03u%s", blanks[chance(4)],
                            others[chance(5)], blanks[chance(4)],
                            blanks[chance(4)], weight / 1000, weight % 1000,
                            blanks[chance(4)]);

            if (covers[range] > best) {
                best = covers[range];
                expected = weight;
            }
        }

        if (html(accept) != expected) {
            fail_msg("%s: %u instead of %u", accept, html(accept), expected);
        }
    }
}


static void
check(ln_str_t value)
{
    assert_true(ln_accept_weight(value, exact("text/html")) <= 1000);
    assert_true(ln_accept_weight(value, exact("")) <= 1000);
    assert_true(ln_accept_weight(exact("text/html, */*;q=0.5"), value) <= 1000);
}


static void
test_hostile(void **state)
{
    static const char *const  words[] = {
        "text/html", "text/", "*/*", "/", "*", ";q=", "0.5", "1", ".", ",",
        ";", "\"", "\\", " ", "="
    };

    (void) state;

    hostile_prefixes("text/html ; q=0.123;a=\"b\\\",c\" , text/*;q=1.000,*/*",
                     check);
    hostile_random("text/html*,;=\"\\ q01.", 21, check);
    hostile_words(words, sizeof(words) / sizeof(words[0]), 0, check);
}


static unsigned
coding(const char *accept, const char *name)
{
    ln_accept_coding_t  found = { 0, 0 };

    ln_accept_coding(&found, exact(accept), exact(name));

    return found.weight;
}


static void
test_coding(void **state)
{
    (void) state;

    assert_int_equal(coding("gzip", "gzip"), 1000);
    assert_int_equal(coding("br, GZIP;q=0.5", "gzip"), 500);
    assert_int_equal(coding("x-gzip", "gzip"), 1000);
    assert_int_equal(coding("gzip", "X-GZIP"), 1000);
    assert_int_equal(coding("deflate, *;q=0.1", "gzip"), 100);
    assert_int_equal(coding("*;q=0.5, gzip;q=0", "gzip"), 0);
    assert_int_equal(coding("gzip;q=0, *", "x-gzip"), 0);
    assert_int_equal(coding("gzip;q=0, *", "deflate"), 1000);
    assert_int_equal(coding("gzip;q=2", "gzip"), 0);
    assert_int_equal(coding("gzip;q", "gzip"), 1000);
    assert_int_equal(coding("", "gzip"), 0);
    assert_int_equal(coding("identity", "gzip"), 0);
    assert_int_equal(coding("gzipx, gzi", "gzip"), 0);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_coding),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_specific),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_hostile)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
