/* UTF-8 after RFC 3629, and what is made of bytes that are none. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "html/charset/ln_utf8.h"
#include "../../chance.h"
#include "../../exact.h"


#define NUMBER  20000


/* The text mended, in memory of its size. */

static const char *
mend(ln_str_t text)
{
    unsigned char  *out;

    static char  mended[128];

    assert_true(text.len < sizeof(mended));

    out = malloc(text.len ? text.len : 1);
    assert_non_null(out);

    ln_utf8_mend(text, out);

    memcpy(mended, out, text.len);
    mended[text.len] = '\0';
    free(out);

    return mended;
}


static void
test_mend(void **state)
{
    ln_str_t  none = { 0, NULL };

    (void) state;

    assert_string_equal(mend(none), "");
    assert_string_equal(mend(exact("a\n\"\x7f")), "a\n\"\x7f");
    assert_string_equal(mend(exact("\xd0\xba\xe2\x82\xac\xf0\x9f\x98\x80")),
                        "\xd0\xba\xe2\x82\xac\xf0\x9f\x98\x80");
    assert_string_equal(mend(exact("\xff" "a\x80")), "?a?");
    assert_string_equal(mend(exact("\xd0")), "?");
    assert_string_equal(mend(exact("\xe2\x82")), "??");
    assert_string_equal(mend(exact("\xe2\x82" "a")), "??a");
    assert_string_equal(mend(exact("\xe2\xd0\xba")), "?\xd0\xba");

    /* an overlong form, a surrogate, and what is beyond Unicode */

    assert_string_equal(mend(exact("\xc0\x80")), "??");
    assert_string_equal(mend(exact("\xed\xa0\x80")), "???");
    assert_string_equal(mend(exact("\xf4\x90\x80\x80")), "????");
}


/* Whatever comes: it is UTF-8 then, and what was valid stays. */

static void
check(ln_str_t text)
{
    size_t                i, n;
    const unsigned char  *p;

    p = (const unsigned char *) mend(text);

    for (i = 0; i < text.len; i += n) {
        n = ln_utf8_length(p + i, p + text.len);
        assert_true(n > 0);

        if (n > 1) {
            assert_memory_equal(p + i, text.data + i, n);

        } else {
            assert_true(p[i] == text.data[i] || p[i] == '?');
        }
    }
}


static void
test_prefixes(void **state)
{
    size_t    n;
    ln_str_t  text;

    (void) state;

    text = ln_str("a\xd0\xba\xe2\x82\xac\xf0\x9f\x98\x80\xff\xed\xa0\x80z");

    for (n = 0; n <= text.len; n++) {
        check(exact_bytes(text.data, n));
    }
}


static void
test_random(void **state)
{
    size_t         i, len;
    unsigned       n;
    unsigned char  text[64];

    static const unsigned char  bytes[] = {
        'a', 0x80, 0x82, 0xbf, 0xc2, 0xd0, 0xe0, 0xe2, 0xed, 0xf0, 0xf4
    };

    (void) state;

    for (n = 0; n < NUMBER; n++) {
        len = chance(sizeof(text));

        for (i = 0; i < len; i++) {
            text[i] = chance(8) ? bytes[chance(sizeof(bytes))] : chance(256);
        }

        check(exact_bytes(text, len));
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_mend),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
