/* Cache-Control, its rivals, and Content-Disposition. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field/ln_cache_control.h"
#include "field/ln_disposition.h"
#include "field/ln_field_list.h"
#include "hostile.h"


/* What a private response may carry of a value, in memory of its size. */

static const char *
private(ln_str_t value)
{
    size_t          n, size;
    unsigned char  *out;

    static char  text[512];

    size = 3 * value.len;
    out = malloc(size ? size : 1);
    assert_non_null(out);

    n = ln_cache_control_private(value, out);
    assert_true(n <= size && n < sizeof(text));

    memcpy(text, out, n);
    text[n] = '\0';
    free(out);

    return text;
}


static void
test_private(void **state)
{
    (void) state;

    assert_string_equal(private(exact("")), "");
    assert_string_equal(private(exact("max-age=60")), ", max-age=60");
    assert_string_equal(private(exact("public, max-age=60,no-cache")),
                        ", max-age=60, no-cache");
    assert_string_equal(private(exact("PRIVATE, S-MaxAge=1 , a")), ", a");
    assert_string_equal(private(exact("private=\"a, b\", c=\"d, public\"")),
                        ", c=\"d, public\"");
    assert_string_equal(private(exact("publicity, s-maxage2=1, =public")),
                        ", publicity, s-maxage2=1, =public");
    assert_string_equal(private(exact("a,b,,c")), ", a, b, c");
    assert_string_equal(private(exact("public")), "");
}


static void
test_targeted(void **state)
{
    (void) state;

    assert_true(ln_cache_control_is_targeted(exact("X-Accel-Expires")));
    assert_true(ln_cache_control_is_targeted(exact("edge-control")));
    assert_true(ln_cache_control_is_targeted(exact("SURROGATE-CONTROL")));
    assert_true(ln_cache_control_is_targeted(exact("CDN-Cache-Control")));
    assert_true(ln_cache_control_is_targeted(exact("x-cache-control")));

    assert_false(ln_cache_control_is_targeted(exact("")));
    assert_false(ln_cache_control_is_targeted(exact("Cache-Control")));
    assert_false(ln_cache_control_is_targeted(exact("-Cache-Control")));
    assert_false(ln_cache_control_is_targeted(exact("CDN-Cache-Control2")));
    assert_false(ln_cache_control_is_targeted(exact("Expires")));
}


static void
test_stored(void **state)
{
    (void) state;

    assert_true(ln_cache_control_is_unstored(exact("no-store")));
    assert_true(ln_cache_control_is_unstored(exact("max-age=0,NO-Store")));
    assert_false(ln_cache_control_is_unstored(exact("private")));
    assert_false(ln_cache_control_is_unstored(exact("no-store-at-all")));
    assert_false(ln_cache_control_is_unstored(exact("a=\"b, no-store\"")));

    assert_true(ln_cache_control_is_shareable(exact("")));
    assert_true(ln_cache_control_is_shareable(exact("max-age=60")));
    assert_true(ln_cache_control_is_shareable(exact("private=\"Set-Cookie\"")));
    assert_false(ln_cache_control_is_shareable(exact("max-age=60, Private")));
    assert_false(ln_cache_control_is_shareable(exact("no-store")));
}


/* By a field, at the time 1000. */

static int
by(const char *name, const char *value)
{
    return ln_cache_control_is_shareable_by(exact(name), exact(value), 1000);
}


static void
test_stored_by(void **state)
{
    (void) state;

    assert_true(by("CDN-Cache-Control", "max-age=60"));
    assert_false(by("CDN-Cache-Control", "no-store"));
    assert_true(by("Surrogate-Control", "max-age=60"));
    assert_false(by("Surrogate-Control", "no-store"));

    assert_true(by("Edge-Control", "cache-maxage=1h"));
    assert_true(by("edge-control", "!no-store, max-age=1d"));
    assert_false(by("edge-control", "no-store"));
    assert_false(by("Edge-Control", "downstream-ttl=0, bypass-cache"));

    assert_true(by("X-Accel-Expires", "3600"));
    assert_true(by("x-accel-expires", "@1001"));
    assert_true(by("X-Accel-Expires", "99999999999999999999"));
    assert_false(by("X-Accel-Expires", "@1000"));
    assert_false(by("X-Accel-Expires", "0"));
    assert_false(by("X-Accel-Expires", ""));
    assert_false(by("X-Accel-Expires", "@"));
    assert_false(by("X-Accel-Expires", "off"));
    assert_false(by("X-Accel-Expires", "-1"));
    assert_false(by("X-Accel-Expires", "1h"));
}


static void
test_disposition(void **state)
{
    unsigned  i;

    static const struct {
        const char  *value;
        int          attachment;
    } cases[] = {
        { "attachment", 1 },
        { "Attachment", 1 },
        { "attachment ", 1 },
        { "attachment;filename=a", 1 },
        { "attachment \t; filename=a", 1 },
        { "", 0 },
        { "attachmen", 0 },
        { "attachments", 0 },
        { "attachment, inline", 0 },
        { "attachment x", 0 },
        { "attachment\"\"", 0 },
        { "inline", 0 },
        { "inline; attachment", 0 },
        { "\"attachment\"", 0 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(ln_disposition_is_attachment(exact(cases[i].value)),
                         cases[i].attachment);
    }
}


/* Whatever comes: what was let through is let through again, all of it. */

static void
check(ln_str_t value)
{
    char      once[512];
    ln_str_t  list, element;

    (void) ln_disposition_is_attachment(value);
    (void) ln_cache_control_is_targeted(value);

    strcpy(once, private(value));
    list = exact(once);

    while (ln_field_list_next(&list, &element) == LN_OK) {
        assert_false(element.len == 6 && memcmp(element.data, "public", 6)
                                         == 0);
    }

    assert_string_equal(private(exact(once)), once);
}


static void
test_prefixes(void **state)
{
    size_t    n;
    ln_str_t  text;

    (void) state;

    text = ln_str(" public ,a=\"b,\\\"c\",s-maxage=1,private=\"d, e\","
                  " max-age");

    for (n = 0; n <= text.len; n++) {
        check(exact_bytes(text.data, n));
    }
}


static void
test_random(void **state)
{
    static const char *const  words[] = {
        "public", "private", "s-maxage", "=", ",", ", ", " ", "\"", "\\", "a",
        "attachment", ";"
    };

    (void) state;

    hostile_words(words, sizeof(words) / sizeof(words[0]), 1, check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_private),
        cmocka_unit_test(test_targeted),
        cmocka_unit_test(test_stored),
        cmocka_unit_test(test_stored_by),
        cmocka_unit_test(test_disposition),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
