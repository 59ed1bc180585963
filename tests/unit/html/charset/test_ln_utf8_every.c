#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../exact.h"
#include "html/charset/ln_utf8.h"


/* Every code point that is a character, there and back. */

static void
test_characters(void **state)
{
    size_t          n;
    ln_str_t        s;
    uint32_t        c;
    unsigned char   bytes[4];

    (void) state;

    for (c = 0; c <= 0x10ffff; c++) {

        if (c >= 0xd800 && c < 0xe000) {
            continue;
        }

        n = (size_t) (ln_utf8_write(bytes, c) - bytes);
        s = exact_bytes(bytes, n);

        assert_int_equal(n, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        assert_int_equal(ln_utf8_length(s.data, s.data + n), n);
        assert_int_equal(ln_utf8_decode(s.data, n), c);

        /* cut off it is none, a byte behind it does not matter */

        assert_int_equal(ln_utf8_length(s.data, s.data + n - 1), 0);

        bytes[n % 4] = n < 4 ? 0x80 : bytes[0];
        assert_int_equal(ln_utf8_length(bytes, bytes + (n < 4 ? n + 1 : n)), n);
    }
}


static void
test_invalid(void **state)
{
    size_t    i;
    ln_str_t  s;

    static const ln_str_t  cases[] = {
        ln_string(""), ln_string("\x80"), ln_string("\xbf"),
        ln_string("\xc0\x80"), ln_string("\xc1\xbf"),        /* overlong */
        ln_string("\xe0\x9f\xbf"), ln_string("\xf0\x8f\xbf\xbf"),
        ln_string("\xed\xa0\x80"), ln_string("\xed\xbf\xbf"),  /* surrogates */
        ln_string("\xf4\x90\x80\x80"), ln_string("\xf5\x80\x80\x80"),
        ln_string("\xff"), ln_string("\xfe\xbf\xbf\xbf\xbf\xbf"),
        ln_string("\xc3("), ln_string("\xe2\x82("), ln_string("\xe2(\xac"),
        ln_string("\xf0\x9f\x98("), ln_string("\xf0(\x98\x80")
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        s = exact_bytes(cases[i].data, cases[i].len);
        assert_int_equal(ln_utf8_length(s.data, s.data + s.len), 0);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_invalid)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
