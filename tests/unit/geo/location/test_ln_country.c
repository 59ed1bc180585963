#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geo/location/ln_country.h"
#include "geo/location/ln_iso3166.h"
#include "geo/location/ln_location.h"
#include "../../exact.h"


/* By a similar code, an alpha-3 code, or a name of a country or a region. */

static void
test_suggest(void **state)
{
    size_t  i;

    static const char *const  meant[][2] = {
        { "rus", "RU" }, { "Belarus", "BY" }, { "UK", "GB" },
        { "UA-5", "UA-05" }, { "Crimea", "UA-43" }, { "moscow", "RU-MOW" },
        { "Sevastopol", "UA-40" }, { "Mississippi", "US-MS" },
        { "UA43", "UA-43" }, { "ua_43", "UA-43" }, { "USMS", "US-MS" }
    };

    static const char *const  none[] = {
        "", "x", "Victoria", "<b>", "127.0.0.1", "\xd0\x9c", "\xff\xff",
        "UA99", "UA_", "U43", "UA4343"
    };

    (void) state;

    for (i = 0; i < sizeof(meant) / sizeof(meant[0]); i++) {
        assert_string_equal(ln_location_suggest(exact(meant[i][0])),
                            meant[i][1]);
    }

    for (i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        assert_null(ln_location_suggest(exact(none[i])));
    }
}


static void
test_codes(void **state)
{
    size_t         n;
    ln_location_t  l;

    (void) state;

    assert_int_equal(ln_location_from_code(exact("ru"), &l), LN_OK);
    assert_string_equal(l.country, "RU");
    assert_int_equal(l.nregions, 0);
    assert_int_equal(ln_location_from_code(exact("UA-43"), &l), LN_OK);
    assert_string_equal(l.country, "UA");
    assert_string_equal(l.regions[0], "UA-43");
    assert_int_equal(ln_location_from_code(exact("XX"), &l), LN_DECLINED);
    assert_int_equal(ln_location_from_code(exact("T1"), &l), LN_DECLINED);
    assert_int_equal(ln_location_from_code(exact("RUXXX"), &l), LN_DECLINED);
    assert_int_equal(l.located, 0);

    /* a region that nobody has leaves its country */

    assert_int_equal(ln_location_from_code(exact("GB-ZZZ"), &l), LN_DECLINED);
    assert_int_equal(l.located, 1);
    assert_string_equal(l.country, "GB");
    assert_int_equal(l.nregions, 0);

    /* Kosovo; a code that ISO has changed */

    assert_int_equal(ln_location_from_code(exact("xk"), &l), LN_OK);
    assert_string_equal(l.country, "XK");
    assert_int_equal(ln_location_from_code(exact("IN-TG"), &l), LN_OK);
    assert_string_equal(l.regions[0], "IN-TS");
    assert_int_equal(ln_location_from_code(exact(""), &l), LN_DECLINED);
    assert_int_equal(l.located, 0);

    assert_string_equal(ln_country_suggest(exact("UK")), "GB");
    assert_string_equal(ln_country_suggest(exact("ru")), "RU");
    assert_string_equal(ln_country_suggest(exact("KAZ")), "KZ");
    assert_null(ln_country_suggest(exact("QQ")));
    assert_string_equal(ln_region_suggest(ln_str("UA-9")), "UA-09");
    assert_string_equal(ln_region_suggest(ln_str("ru-mow")), "RU-MOW");

    /* regions that are countries, too */

    assert_string_equal(ln_region_country("US-PR"), "PR");
    assert_string_equal(ln_region_country("CN-HK"), "HK");
    assert_string_equal(ln_region_country("NL-BQ2"), "BQ");
    assert_string_equal(ln_region_country("MA-12"), "EH");
    assert_null(ln_region_country("MA-11"));
    assert_null(ln_region_country("US-GA"));
    assert_null(ln_region_country("BE-WLX"));

    for (n = 0; n < ln_iso_nregion_countries; n++) {
        assert_true(ln_region_known(ln_str(ln_iso_region_countries[n].code)));
        assert_true(ln_country_known(
                                ln_str(ln_iso_region_countries[n].country)));
    }

    for (n = 0; ln_country_group(exact("EU"))[n]; n++) {
        assert_true(ln_country_known(exact(
                                      ln_country_group(exact("EU"))[n])));
    }

    assert_int_equal(n, 27);

    for (n = 0; ln_country_group(exact("EEA"))[n]; n++) { /* void */ }

    assert_int_equal(n, 30);
    assert_null(ln_country_group(exact("NATO")));
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_suggest),
        cmocka_unit_test(test_codes)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
