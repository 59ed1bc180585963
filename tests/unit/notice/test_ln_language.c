#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "notice/ln_language.h"
#include "notice/ln_language_accept.h"
#include "../exact.h"


static const ln_str_t  tags[] = {
    ln_string("en"), ln_string("kk"), ln_string("pt-BR"), ln_string("ru"),
    ln_string("zh-Hant")
};

#define NTAGS  (sizeof(tags) / sizeof(tags[0]))


static void
test_valid(void **state)
{
    (void) state;

    assert_true(ln_language_valid(exact("ru")));
    assert_true(ln_language_valid(exact("kok")));
    assert_true(ln_language_valid(exact("zh-Hant")));
    assert_true(ln_language_valid(exact("sr-Latn-RS")));
    assert_true(ln_language_valid(exact("de-1996")));
    assert_true(ln_language_valid(exact("en-x-legal")));
    assert_false(ln_language_valid(exact("")));
    assert_false(ln_language_valid(exact("r")));
    assert_false(ln_language_valid(exact("ruru")));
    assert_false(ln_language_valid(exact("notice")));
    assert_false(ln_language_valid(exact("ru-")));
    assert_false(ln_language_valid(exact("-ru")));
    assert_false(ln_language_valid(exact("ru_RU")));
    assert_false(ln_language_valid(exact("ru-abcdefghi")));
    assert_false(ln_language_valid(exact("en-x")));
    assert_false(ln_language_valid(exact("r1")));
}


static void
test_dir(void **state)
{
    (void) state;

    assert_string_equal(ln_language_dir(exact("ar")), "rtl");
    assert_string_equal(ln_language_dir(exact("FA-ir")), "rtl");
    assert_string_equal(ln_language_dir(exact("ku-Arab")), "rtl");
    assert_string_equal(ln_language_dir(exact("ar-Latn")), "ltr");
    assert_string_equal(ln_language_dir(exact("pa-PK")), "rtl");
    assert_string_equal(ln_language_dir(exact("pa")), "ltr");
    assert_string_equal(ln_language_dir(exact("uz-AF")), "rtl");
    assert_string_equal(ln_language_dir(exact("sd-IN")), "ltr");
    assert_string_equal(ln_language_dir(exact("sd")), "rtl");
    assert_string_equal(ln_language_dir(exact("ug")), "rtl");
    assert_string_equal(ln_language_dir(exact("ug-KZ")), "ltr");
    assert_string_equal(ln_language_dir(exact("ku-iq")), "rtl");
    assert_string_equal(ln_language_dir(exact("ms-CC")), "rtl");
    assert_string_equal(ln_language_dir(exact("ur-Aran")), "rtl");
    assert_string_equal(ln_language_dir(exact("prs")), "rtl");
    assert_string_equal(ln_language_dir(exact("PA-pk-x-a")), "rtl");
    assert_string_equal(ln_language_dir(exact("pa-Guru-PK")), "ltr");
    assert_string_equal(ln_language_dir(exact("es-419")), "ltr");
    assert_string_equal(ln_language_dir(exact("en-u-nu-arab")), "ltr");
    assert_string_equal(ln_language_dir(exact("sr-Latn")), "ltr");
    assert_string_equal(ln_language_dir(exact("pt-BR")), "ltr");
    assert_string_equal(ln_language_dir(exact("ru")), "ltr");
    assert_string_equal(ln_language_dir(exact("zh-Hant")), "ltr");
    assert_string_equal(ln_language_dir(exact("")), "ltr");
}


static int
lookup(const char *range)
{
    return ln_language_lookup(exact(range), tags, NTAGS);
}


static void
test_lookup(void **state)
{
    (void) state;

    assert_int_equal(lookup("ru"), 3);
    assert_int_equal(lookup("RU-ru"), 3);
    assert_int_equal(lookup("zh-Hant-TW"), 4);
    assert_int_equal(lookup("zh"), 4);
    assert_int_equal(lookup("pt"), 2);
    assert_int_equal(lookup("pt-PT"), 2);
    assert_int_equal(lookup("kk-x-a"), 1);
    assert_int_equal(lookup("r"), -1);
    assert_int_equal(lookup("rus"), -1);
    assert_int_equal(lookup(""), -1);
    assert_int_equal(lookup("*"), -1);
}


/* Scripts and regions of one language beside each other. */

static void
test_lookup_script(void **state)
{
    size_t    i, n;
    ln_str_t  together[8];

    static const char  *names[] = {
        "pt", "pt-BR", "sr", "sr-Latn", "zh-Hans", "zh-Hant", "uz-Arab",
        "uz-Latn"
    };

    static const struct {
        const char  *range;
        int          index;
    } cases[] = {
        { "pt-BR", 1 }, { "pt-PT", 0 }, { "PT-br", 1 },
        { "sr-Latn-RS", 3 }, { "sr-Cyrl", 2 }, { "sr-RS", 2 }, { "sr-ME", 3 },
        { "zh", 4 }, { "zh-TW", 5 }, { "zh-HK", 5 }, { "zh-CN", 4 },
        { "zh-Hant-HK", 5 }, { "zh-Hans-TW", 4 }, { "zh-tw-x-a", 5 },
        { "zh-SG", 4 }, { "uz-UZ", 7 }, { "uz-AF", 6 }, { "uz", 6 }
    };

    (void) state;

    n = sizeof(names) / sizeof(names[0]);

    for (i = 0; i < n; i++) {
        together[i] = ln_str(names[i]);
    }

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (ln_language_lookup(exact(cases[i].range), together, n)
            != cases[i].index)
        {
            fail_msg("%s", cases[i].range);
        }
    }
}


static int
accept(const char *field)
{
    return ln_language_accept(exact(field), tags, NTAGS, 0);
}


static void
test_accept(void **state)
{
    char      text[512];
    unsigned  i, n;

    (void) state;

    assert_int_equal(accept("ru"), 3);
    assert_int_equal(accept("en;q=0.5, ru;q=0.9"), 3);
    assert_int_equal(accept("en , ru"), 0);
    assert_int_equal(accept("de, fr;q=0.8, kk ; q=0.1"), 1);
    assert_int_equal(accept("de, *"), 0);
    assert_int_equal(accept("de, *, en;q=0"), 1);
    assert_int_equal(ln_language_accept(exact("de, *"), tags, NTAGS, 2), 2);
    assert_int_equal(ln_language_accept(exact("*, pt-BR;q=0"), tags, NTAGS, 2),
                     0);
    assert_int_equal(ln_language_accept(exact("*, kk;q=0.1"), tags, NTAGS, 2),
                     1);
    assert_int_equal(accept("*;q=0, ru;q=0"), -1);
    assert_int_equal(accept("ru;q=0"), -1);
    assert_int_equal(accept("ru;q=2, en;q=0.1"), 0);
    assert_int_equal(accept("ru;q=x"), -1);
    assert_int_equal(accept(",,;, ,ru"), 3);
    assert_int_equal(accept(""), -1);
    assert_int_equal(accept("de"), -1);
    assert_int_equal(accept("ru;q=0.001"), 3);
    assert_int_equal(accept("ru;q=0.0001"), -1);
    assert_int_equal(accept("ru;q=0.5x, en;q=0.1"), 0);
    assert_int_equal(accept("ru;q=0.x5, en;q=0.1"), 0);
    assert_int_equal(accept("ru;, en;q=0.1"), 3);
    assert_int_equal(accept("ru;q=\"1\", en;q=0.1"), 0);
    assert_int_equal(accept("en\"x, ru\", kk"), 1);

    /* the 64th wish is the last that is read */

    for (n = 63; n <= 64; n++) {
        text[0] = '\0';

        for (i = 0; i < n; i++) {
            (void) strcat(text, "de-x-a,");
        }

        (void) strcat(text, "ru");
        assert_int_equal(accept(text), n == 63 ? 3 : -1);
    }

    /* what is refused is not what a nearer wish becomes, nor what any does */

    assert_int_equal(accept("ru;q=0, ru-RU;q=0.9, en;q=0.1"), 0);
    assert_int_equal(accept("ru-RU;q=0.9, ru;q=0"), -1);
    assert_int_equal(accept("*, en;q=0, kk;q=0, pt-BR;q=0, ru;q=0, "
                            "zh-Hant;q=0"), -1);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_dir),
        cmocka_unit_test(test_lookup),
        cmocka_unit_test(test_lookup_script),
        cmocka_unit_test(test_accept)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
