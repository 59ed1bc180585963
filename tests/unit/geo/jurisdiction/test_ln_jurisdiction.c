/* Jurisdictions: three-valued answers, of each kind of term. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/location/ln_country.h"
#include "defining.h"


static void
test_country(void **state)
{
    (void) state;

    define("a", "country RU BY", NULL, NULL);

    assert_int_equal(answer("RU", ""), LN_IN);
    assert_int_equal(answer("BY", ""), LN_IN);
    assert_int_equal(answer("RU-MOW", ""), LN_IN);
    assert_int_equal(answer("DE", ""), LN_OUT);
    assert_int_equal(answer("", ""), LN_UNCERTAIN);
}


static void
test_region(void **state)
{
    (void) state;

    define("a", "region UA-43 UA-40", NULL, NULL);

    assert_int_equal(answer("UA-43", ""), LN_IN);
    assert_int_equal(answer("UA-40", ""), LN_IN);
    assert_int_equal(answer("UA-30", ""), LN_OUT);
    assert_int_equal(answer("UA", ""), LN_UNCERTAIN);
    assert_int_equal(answer("RU", ""), LN_OUT);
    assert_int_equal(answer("", ""), LN_UNCERTAIN);
}


static void
test_network(void **state)
{
    (void) state;

    define("a", "network 10.0.0.0/8 2001:db8::/32 10.2.0.0/16", NULL, NULL);

    assert_int_equal(answer("", "10.0.0.0"), LN_IN);
    assert_int_equal(answer("", "10.255.255.255"), LN_IN);
    assert_int_equal(answer("", "9.255.255.255"), LN_OUT);
    assert_int_equal(answer("", "11.0.0.0"), LN_OUT);
    assert_int_equal(answer("", "2001:db8:ffff::1"), LN_IN);
    assert_int_equal(answer("", "2001:db9::"), LN_OUT);
    assert_int_equal(answer("", "::ffff:10.1.2.3"), LN_IN);
    assert_int_equal(answer("", ""), LN_OUT);
}


/*
 * Kleene's tables: a region of Ukraine is uncertain for "UA", in for "UA-43"
 * and out for "UA-30"; the network is in or out at will.
 */
static void
test_or(void **state)
{
    (void) state;

    define("a", "region UA-43", "network 10.0.0.0/8", NULL);

    assert_int_equal(answer("UA-43", "10.0.0.1"), LN_IN);
    assert_int_equal(answer("UA-43", "11.0.0.1"), LN_IN);
    assert_int_equal(answer("UA", "10.0.0.1"), LN_IN);
    assert_int_equal(answer("UA", "11.0.0.1"), LN_UNCERTAIN);
    assert_int_equal(answer("UA-30", "10.0.0.1"), LN_IN);
    assert_int_equal(answer("UA-30", "11.0.0.1"), LN_OUT);
}


static void
test_and_not(void **state)
{
    (void) state;

    define("a", "network 10.0.0.0/8", "except region UA-43", NULL);

    assert_int_equal(answer("UA-43", "10.0.0.1"), LN_OUT);
    assert_int_equal(answer("UA", "10.0.0.1"), LN_UNCERTAIN);
    assert_int_equal(answer("UA-30", "10.0.0.1"), LN_IN);
    assert_int_equal(answer("UA-43", "11.0.0.1"), LN_OUT);
    assert_int_equal(answer("UA", "11.0.0.1"), LN_OUT);
    assert_int_equal(answer("UA-30", "11.0.0.1"), LN_OUT);

    define("b", "region UA-43", "except network 10.0.0.0/8", NULL);

    assert_int_equal(answer("UA", "11.0.0.1"), LN_UNCERTAIN);
    assert_int_equal(answer("UA", "10.0.0.1"), LN_OUT);

    define("c", "region UA-43", "except region UA-40", NULL);

    assert_int_equal(answer("UA", ""), LN_UNCERTAIN);
    assert_int_equal(answer("UA-40", ""), LN_OUT);
    assert_int_equal(answer("UA-43", ""), LN_IN);
}


static void
test_nested(void **state)
{
    (void) state;

    define("ru", "country RU", NULL, NULL);
    define("rc", "jurisdiction ru", "region UA-43", NULL);
    define("outer", "jurisdiction rc", "except jurisdiction ru", NULL);

    assert_int_equal(answer("RU", ""), LN_OUT);
    assert_int_equal(answer("UA-43", ""), LN_IN);
    assert_int_equal(answer("UA", ""), LN_UNCERTAIN);
    assert_int_equal(answer("", ""), LN_UNCERTAIN);
}


static void
test_groups(void **state)
{
    size_t              i;
    static const char  *eu[] = {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR",
        "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO",
        "SE", "SI", "SK"
    };
    static const char  *eea[] = { "IS", "LI", "NO" };
    static const char  *neither[] = { "GB", "CH", "TR", "RU", "US", "UA" };

    (void) state;

    define("eu", "group EU", NULL, NULL);

    for (i = 0; i < 27; i++) {
        assert_int_equal(answer(eu[i], ""), LN_IN);
    }

    for (i = 0; i < 3; i++) {
        assert_int_equal(answer(eea[i], ""), LN_OUT);
    }

    define("eea", "group EEA", NULL, NULL);

    for (i = 0; i < 27; i++) {
        assert_int_equal(answer(eu[i], ""), LN_IN);
    }

    for (i = 0; i < 3; i++) {
        assert_int_equal(answer(eea[i], ""), LN_IN);
    }

    for (i = 0; i < 6; i++) {
        assert_int_equal(answer(neither[i], ""), LN_OUT);
    }
}


static void
test_records(void **state)
{
    ln_address_t    address;
    ln_location_t   location;
    ln_certainty_t  answers[8];

    (void) state;

    define("asn", "asn 12389 1", NULL, NULL);
    define("tor", "trait tor vpn", NULL, NULL);
    define("geo", "geoname 524901", NULL, NULL);
    define("reg", "registered_country RU", NULL, NULL);

    memset(&address, 0, sizeof(ln_address_t));
    memset(&location, 0, sizeof(ln_location_t));

    decide(&location, &address, answers);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(answers[1], LN_OUT);
    assert_int_equal(answers[2], LN_UNCERTAIN);
    assert_int_equal(answers[3], LN_UNCERTAIN);

    location.asn = 12389;
    location.traits = LN_TRAIT_VPN;
    location.geonames[0] = 2017370;
    location.geonames[1] = 524901;
    location.ngeonames = 2;
    memcpy(location.registered_country, "RU", 3);

    decide(&location, &address, answers);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(answers[1], LN_IN);
    assert_int_equal(answers[2], LN_IN);
    assert_int_equal(answers[3], LN_IN);

    location.asn = 2;
    location.traits = LN_TRAIT_HOSTING;
    location.geonames[1] = 498817;
    location.has_city = 1;
    memcpy(location.registered_country, "DE", 3);

    decide(&location, &address, answers);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(answers[1], LN_OUT);
    assert_int_equal(answers[2], LN_OUT);
    assert_int_equal(answers[3], LN_OUT);
}


/* What is in a region is in the region around it, and not the other way. */
static void
test_region_levels(void **state)
{
    ln_address_t    nowhere;
    ln_location_t   location;
    ln_certainty_t  answers[8];

    (void) state;

    define("england", "region GB-ENG", NULL, NULL);
    define("cambridgeshire", "region GB-CAM", NULL, NULL);
    define("scotland", "region GB-SCT", NULL, NULL);
    memset(&nowhere, 0, sizeof(ln_address_t));

    (void) ln_location_from_code(ln_str("GB-CAM"), &location);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(answers[1], LN_IN);
    assert_int_equal(answers[2], LN_OUT);

    (void) ln_location_from_code(ln_str("GB-ENG"), &location);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(answers[1], LN_UNCERTAIN);
    assert_int_equal(answers[2], LN_OUT);

    (void) ln_location_from_code(ln_str("GB-KEN"), &location);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(answers[1], LN_OUT);
}


/* Some databases have Crimea under RU: it is UA-43 for all that. */
static void
test_region_elsewhere(void **state)
{
    ln_address_t    nowhere;
    ln_location_t   location;
    ln_certainty_t  answers[8];

    (void) state;

    define("crimea", "region UA-43", NULL, NULL);
    define("russia", "country RU", NULL, NULL);
    define("ukraine", "country UA", NULL, NULL);
    define("moscow", "region RU-MOW", NULL, NULL);
    memset(&nowhere, 0, sizeof(ln_address_t));

    (void) ln_location_from_code(ln_str("RU"), &location);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(answers[3], LN_UNCERTAIN);

    memcpy(location.regions[0], "UA-43", sizeof("UA-43"));
    location.nregions = 1;
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(answers[1], LN_IN);
    assert_int_equal(answers[2], LN_OUT);
    assert_int_equal(answers[3], LN_OUT);
}


/* A code of before and one of today are one region. */
static void
test_region_changed(void **state)
{
    (void) state;

    define("telangana", "region IN-TG", NULL, NULL);
    assert_int_equal(answer("IN-TS", ""), LN_IN);
    assert_int_equal(answer("IN-TG", ""), LN_IN);
    assert_int_equal(answer("IN-KL", ""), LN_OUT);

    define("viken", "region NO-30", NULL, NULL);
    assert_int_equal(answer("NO-32", ""), LN_IN);
    assert_int_equal(answer("NO-03", ""), LN_OUT);
}


/* A base abroad is where it is; who wants it by its flag has a term for it. */
static void
test_represented(void **state)
{
    ln_address_t    nowhere;
    ln_location_t   location;
    ln_certainty_t  answers[8];

    (void) state;

    define("us", "country US", NULL, NULL);
    define("flag", "represented_country US", NULL, NULL);
    memset(&nowhere, 0, sizeof(ln_address_t));

    /* a CDN's code says nothing of bases */

    (void) ln_location_from_code(ln_str("DE"), &location);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(answers[1], LN_UNCERTAIN);

    location.by_code = 0;
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[1], LN_OUT);

    memcpy(location.represented_country, "US", 3);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(answers[1], LN_IN);

    memset(&location, 0, sizeof(ln_location_t));
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_UNCERTAIN);
    assert_int_equal(answers[1], LN_UNCERTAIN);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_setup_teardown(test_country, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_region, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_network, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_or, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_and_not, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_nested, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_groups, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_records, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_region_levels, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_region_elsewhere, setup,
                                        arena_free),
        cmocka_unit_test_setup_teardown(test_region_changed, setup,
                                        arena_free),
        cmocka_unit_test_setup_teardown(test_represented, setup, arena_free)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
