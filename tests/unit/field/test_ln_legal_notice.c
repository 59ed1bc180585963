/* Legal-Notice: what is written is read again. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field/ln_legal_notice.h"
#include "../chance.h"
#include "../exact.h"


#define NUMBER  20000


static void
test_add(void **state)
{
    size_t         n;
    unsigned char  out[64];

    (void) state;

    n = ln_legal_notice_add(exact("agent"), exact("ru"), 0, out);
    assert_int_equal(n, strlen("agent;lang=ru"));

    n += ln_legal_notice_add(exact("court"), exact(""), 1, out + n);
    n += ln_legal_notice_add(exact("war-2"), exact("de"), 2, out + n);
    assert_int_equal(n, strlen("agent;lang=ru, court, war-2;lang=de"));
    assert_memory_equal(out, "agent;lang=ru, court, war-2;lang=de", n);

    /* in memory of the size that is promised */

    n = LN_LEGAL_NOTICE_SIZE + 5 + 2;
    assert_int_equal(ln_legal_notice_add(exact("agent"), exact("ru"), 1, out),
                     n);
}


static void
test_has(void **state)
{
    ln_str_t  none = { 0, NULL };

    (void) state;

    assert_true(ln_legal_notice_has(exact("a;lang=ru, b"), exact("a")));
    assert_true(ln_legal_notice_has(exact("a;lang=ru, b"), exact("b")));
    assert_true(ln_legal_notice_has(exact(" a ,b"), exact("a")));
    assert_true(ln_legal_notice_has(exact("b;x=\", c\",a"), exact("a")));

    assert_false(ln_legal_notice_has(none, exact("a")));
    assert_false(ln_legal_notice_has(exact(""), exact("a")));
    assert_false(ln_legal_notice_has(exact("A"), exact("a")));
    assert_false(ln_legal_notice_has(exact("aa, ba"), exact("a")));
    assert_false(ln_legal_notice_has(exact("b;a"), exact("a")));
    assert_false(ln_legal_notice_has(exact("b;x=\", a\""), exact("a")));
    assert_false(ln_legal_notice_has(exact("a b"), exact("a")));
    assert_false(ln_legal_notice_has(exact("lang=ru"), exact("ru")));
}


/* Each of some notices is found in what was written of them; no other is. */

static void
test_written(void **state)
{
    size_t         i, k, n;
    ln_str_t       value, lang;
    unsigned char  out[256];

    static const char *const  names[] = { "a", "b-c", "d_e", "f1", "g" };

    (void) state;

    for (i = 0; i < NUMBER / 100; i++) {
        n = 0;

        for (k = 0; k < 4; k++) {
            lang = chance(2) ? ln_str("zh-Hant") : ln_str("");
            n += ln_legal_notice_add(ln_str(names[k]), lang, (int) k, out + n);
        }

        value = exact_bytes(out, n);

        for (k = 0; k < 5; k++) {
            assert_int_equal(ln_legal_notice_has(value, ln_str(names[k])),
                             k < 4);
        }
    }
}


static void
test_random(void **state)
{
    size_t         i, len;
    unsigned       n;
    unsigned char  text[64];

    static const char  bytes[] = "ab;,,= \"\"\\\t";

    (void) state;

    for (n = 0; n < NUMBER; n++) {
        len = chance(sizeof(text));

        for (i = 0; i < len; i++) {
            text[i] = chance(8) ? (unsigned char) bytes[chance(sizeof(bytes))]
                                : chance(256);
        }

        if (ln_legal_notice_has(exact_bytes(text, len), exact("ab"))) {
            assert_true(len >= 2);
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_add),
        cmocka_unit_test(test_has),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
