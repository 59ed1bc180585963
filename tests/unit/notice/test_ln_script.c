#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "notice/ln_cldr.h"
#include "notice/ln_script.h"
#include "../exact.h"


static void
test_split(void **state)
{
    size_t             i;
    ln_script_parts_t  parts;

    static const struct {
        const char  *tag;
        const char  *language;
        const char  *script;
        const char  *region;
    } cases[] = {
        { "", "", "", "" },
        { "PA", "pa", "", "" },
        { "pa-pk", "pa", "", "PK" },
        { "PA-aRAB-Pk", "pa", "Arab", "PK" },
        { "sr-Latn-Cyrl-RS-ME", "sr", "Latn", "RS" },
        { "es-419", "es", "", "419" },
        { "es-4a9", "es", "", "" },
        { "zh-yue-HK", "zh", "", "HK" },
        { "de-1996-DE", "de", "", "DE" },
        { "de-rozaj-DE", "de", "", "DE" },
        { "en-u-nu-arab", "en", "", "" },
        { "x-Arab-IR", "", "", "" },
        { "indigenous-IR", "", "", "IR" },
        { "a--IR", "", "", "" },
        { "ar--IR", "ar", "", "IR" },
        { "ar-", "ar", "", "" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ln_script_split(exact(cases[i].tag), &parts);

        assert_string_equal(parts.language, cases[i].language);
        assert_string_equal(parts.script, cases[i].script);
        assert_string_equal(parts.region, cases[i].region);
    }
}


static const char *
likely(const char *tag)
{
    ln_script_parts_t  parts;

    ln_script_split(exact(tag), &parts);

    return ln_script_likely(&parts);
}


static void
test_likely(void **state)
{
    (void) state;

    assert_string_equal(likely("ar"), "Arab");
    assert_string_equal(likely("ar-XX"), "Arab");
    assert_string_equal(likely("pa"), "Guru");
    assert_string_equal(likely("pa-PK"), "Arab");
    assert_string_equal(likely("zh-TW"), "Hant");
    assert_string_equal(likely("zh-CN"), "Hans");
    assert_string_equal(likely("zh-Hans-TW"), "Hant");
    assert_string_equal(likely("grc"), "");
    assert_string_equal(likely("en-IR"), "");
    assert_string_equal(likely("und-IL"), "");
    assert_string_equal(likely(""), "");
}


static void
test_rtl(void **state)
{
    unsigned  i;

    (void) state;

    for (i = 0; i < ln_cldr_nrtl; i++) {
        assert_true(ln_script_rtl(ln_cldr_rtl[i]));
    }

    assert_true(ln_script_rtl("Arab"));
    assert_true(ln_script_rtl("Hebr"));
    assert_true(ln_script_rtl("Thaa"));
    assert_true(ln_script_rtl("Syrj"));
    assert_false(ln_script_rtl("Cyrl"));
    assert_false(ln_script_rtl("Mong"));
    assert_false(ln_script_rtl(""));
}


/* The table that is searched is in order, and each of its rows is found. */

static void
test_sorted(void **state)
{
    unsigned                 i;
    ln_script_parts_t        parts;
    const ln_cldr_script_t  *row;

    (void) state;

    memset(&parts, 0, sizeof(ln_script_parts_t));

    for (i = 0; i < ln_cldr_nscripts; i++) {
        row = &ln_cldr_scripts[i];

        memcpy(parts.language, row->language, sizeof(parts.language));
        memcpy(parts.region, row->region, sizeof(parts.region));

        assert_ptr_equal(ln_script_likely(&parts), row->script);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_likely),
        cmocka_unit_test(test_rtl),
        cmocka_unit_test(test_sorted)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
