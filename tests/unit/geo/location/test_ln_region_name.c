/* Regions by their names, as databases spell them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geo/location/ln_country.h"
#include "geo/location/ln_region_name.h"
#include "../../exact.h"


static const char *
code_of(const char *country, const char *name, const char *city)
{
    ln_str_t           text;
    ln_named_region_t  named;

    text = exact(name);
    named = ln_region_named(country, text);

    return named.region == 0 ? ""
           : ln_region_named_code(named, text, exact(city));
}


static void
test_names(void **state)
{
    size_t  i;

    static const struct {
        const char  *country;
        const char  *name;
        const char  *code;
    } cases[] = {

        /* of ISO 3166-2, of CLDR, and as they were seen */

        { "UA", "Avtonomna Respublika Krym", "UA-43" },
        { "UA", "Crimea", "UA-43" },
        { "UA", "CRIMEA", "UA-43" },
        { "UA", "Sebastopol City", "UA-40" },
        { "UA", "Kharkivs\xe2\x80\x99ka Oblast\xe2\x80\x99", "UA-63" },
        { "UA", "Kharkivs'ka Oblast", "UA-63" },
        { "UA", "Kharkivs`ka\xc2\xa0Oblast\xc2\xb4", "UA-63" },
        { "UA", "Kharkivs\xca\xb9ka Oblast\xe2\x80\x98", "UA-63" },
        { "RU", "St.-Petersburg", "RU-SPE" },
        { "RU", "North Ossetia\xe2\x80\x93" "Alania", "RU-SE" },
        { "FR", "\xc3\x8ele-de-France", "FR-IDF" },
        { "FR", "I\xcc\x82le-de-France", "FR-IDF" },
        { "PL", "\xc5\x81\xc3\xb3" "d\xc5\xba", "PL-10" },
        { "VN", "\xc4\x90\xe1\xba\xafk L\xe1\xba\xafk", "VN-33" },
        { "TR", "\xc4\xb0zmir", "TR-35" },
        { "US", "Mississippi", "US-MS" },

        /* a word like "Oblast" may be there or not */

        { "UA", "Poltava", "UA-53" },
        { "UA", "Poltava Oblast", "UA-53" },
        { "UA", "Poltava Region", "UA-53" },
        { "US", "State of Mississippi", "US-MS" },

        /* but where it tells two regions apart */

        { "RU", "Moscow", "RU-MOW" },
        { "RU", "Moscow Oblast", "RU-MOS" },
        { "RU", "Moscow Krai", "" },
        { "UA", "Kyiv City", "UA-30" },
        { "UA", "Kyiv Oblast", "UA-32" },
        { "ES", "Valencia", "ES-VC" },

        /* another country's */

        { "RU", "Crimea", "UA-43" },
        { "RU", "Sebastopol City", "UA-40" },
        { "BY", "Crimea", "" },

        /* nobody's */

        { "UA", "", "" },
        { "UA", "-", "" },
        { "UA", " . ' ", "" },
        { "UA", "Oblast", "" },
        { "UA", "Crime", "" },
        { "UA", "Crimea x", "" },
        { "UA", "\xd0\x9a\xd1\x80\xd0\xb8\xd0\xbc", "" },
        { "ZZ", "Crimea", "" },

        /* no UTF-8, or cut */

        { "UA", "Crimea\xc3", "" },
        { "UA", "Crimea\xe2\x80", "" },
        { "UA", "Crimea\xe2\x80\x96", "" },
        { "UA", "Crimea\xcd\xb0", "" },
        { "UA", "Crimea\xe2\x80\x8f" "x", "" },
        { "UA", "Crimea\xc0\xa0", "" },
        { "UA", "Crimea\xff", "" },
        { "UA", "\xf0\x9f\x98\x80", "" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char  *code = code_of(cases[i].country, cases[i].name, "");

        if (strcmp(code, cases[i].code) != 0) {
            fail_msg("%s %s: %s", cases[i].country, cases[i].name, code);
        }
    }
}


/* A name that a city and the region around it share. */
static void
test_city(void **state)
{
    (void) state;

    assert_string_equal(code_of("UA", "Kyiv", "Kyiv"), "UA-30");
    assert_string_equal(code_of("UA", "Kyiv", "Kyiv (Desna)"), "UA-30");
    assert_string_equal(code_of("UA", "Kyiv", "Brovary"), "UA-32");
    assert_string_equal(code_of("UA", "Kyiv", ""), "UA-32");
    assert_string_equal(code_of("UA", "Crimea", "Crimea"), "UA-43");
}


/* Each name of the table finds its region; each region's index is right. */
static void
test_table(void **state)
{
    size_t                   i;
    const char              *code, *name;
    ln_named_region_t        named;
    const ln_region_name_t  *n;

    (void) state;

    assert_true(ln_region_nnames > 5000);

    for (i = 0; i < ln_region_nnames; i++) {
        n = &ln_region_names[i];
        name = n->name + 3;

        assert_true(n->named.region || n->stem);
        assert_true(n->named.region <= ln_region_count()
                    && n->named.around <= ln_region_count()
                    && n->stem <= ln_region_count());
        assert_true(i == 0 || strcmp(n[-1].name, n->name) < 0);

        if (n->named.region == 0) {
            continue;
        }

        named = ln_region_named(n->name, ln_str(name));
        assert_int_equal(named.region, n->named.region);

        /* a code of today, of that country or of Ukraine */

        code = ln_region_code(named.region - 1u);
        assert_string_equal(ln_region_now(ln_str(code)), code);

        if (memcmp(code, n->name, 2) != 0) {
            assert_memory_equal(n->name, "RU", 2);
            assert_memory_equal(code, "UA", 2);
        }
    }
}


/* Names of any length, at the end of memory. */
static void
test_long(void **state)
{
    char      text[400];
    size_t    i, k;

    static const char *const  parts[] = { "a", "\xc3\x86", "ab ",
                                          "\xe1\xba\xaf", "oblast " };

    (void) state;

    for (k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
        text[0] = '\0';

        for (i = 0; i < 110 && strlen(text) < sizeof(text) - 10; i++) {
            (void) strcat(text, parts[k]);
            assert_string_equal(code_of("UA", text, ""), "");
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_city),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_long)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
