/* Plans: any terms at any location, compared with the terms one by one. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/location/ln_country.h"
#include "defining.h"
#include "../../chance.h"


/*
 * Any terms at any place: decide() compares the plan with the terms.  Sets of
 * one word of bits, a full one, and more.
 */
static void
test_random(void **state)
{
    char                text[64], name[16];
    unsigned            i, k, n, m;
    ln_address_t        address;
    ln_location_t       l;
    ln_certainty_t      answers[MAX_JURISDICTIONS];
    ln_jurisdiction_t  *j;

    static const unsigned  sizes[] = { 20, 64, 65, MAX_JURISDICTIONS };

    static const char *const  countries[] = { "GB", "RU", "UA", "FR" };
    static const char *const  regions[] = {
        "GB-ENG", "GB-CAM", "GB-SCT", "RU-MOW", "UA-43", "FR-IDF", "FR-75C"
    };
    static const char *const  ips[] = { "10.0.0.1", "10.1.0.1", "2001:db8::1",
                                        "11.0.0.1", "" };
    static const char *const  terms[] = {
        "country GB", "country RU UA", "group EU", "region GB-ENG",
        "region GB-CAM UA-43", "registered_country FR", "asn 1 2",
        "represented_country GB", "network 10.0.0.0/8 2001:db8::/32",
        "network 10.1.0.0/16", "trait tor hosting", "trait vpn",
        "geoname 5 6", "geoname 7"
    };

    for (n = 0; n < 60; n++) {

        assert_int_equal(setup(state), 0);

        for (i = 0; i < sizes[n % 4]; i++) {
            (void) snprintf(name, sizeof(name), "j%u", i);
            j = ln_jurisdiction_add(set, ln_str(name), &err);
            assert_non_null(j);

            for (k = 0; k < 1 + chance(5); k++) {
                m = (unsigned) snprintf(text, sizeof(text), "%s",
                                        k && chance(3) == 0 ? "except " : "");

                if (i > 1 && chance(6) == 0) {
                    (void) snprintf(text + m, sizeof(text) - m,
                                    "jurisdiction j%u j%u", chance(i),
                                    chance(i));
                } else {
                    (void) snprintf(text + m, sizeof(text) - m, "%s",
                                    terms[chance(14)]);
                }

                assert_int_equal(term(j, text), LN_OK);
            }
        }

        for (i = 0; i < rounds(70); i++) {
            memset(&l, 0, sizeof(ln_location_t));

            if (chance(5)) {
                memcpy(l.country, countries[chance(4)], 2);
            }

            if (chance(2)) {
                (void) snprintf(l.regions[0], 8, "%s", regions[chance(7)]);
                l.nregions = 1;

                /* a region may be another country's */

                if (l.country[0] == '\0' || chance(4)) {
                    memcpy(l.country, l.regions[0], 2);
                }
            }

            if (chance(2)) {
                memcpy(l.registered_country, countries[chance(4)], 2);
            }

            if (chance(2)) {
                memcpy(l.represented_country, countries[chance(4)], 2);
            }

            l.located = chance(2);
            l.by_code = l.located && chance(2);
            l.asn = chance(4);
            l.traits = chance(32);
            l.ngeonames = chance(3);
            l.geonames[0] = 3 + chance(5);
            l.geonames[1] = 3 + chance(5);
            l.has_city = l.ngeonames && chance(2);

            (void) ln_address_parse(ln_str(ips[chance(5)]), &address);
            decide(&l, &address, answers);
        }

        assert_int_equal(arena_free(state), 0);
    }
}


static void
test_many(void **state)
{
    char                name[8];
    unsigned            i;
    ln_jurisdiction_t  *j;
    ln_location_t       l;
    ln_address_t        a;
    ln_certainty_t      answers[LN_JURISDICTIONS];

    (void) state;

    for (i = 0; i < LN_JURISDICTIONS; i++) {
        (void) snprintf(name, sizeof(name), "j%u", i);
        j = ln_jurisdiction_add(set, ln_str(name), &err);
        assert_non_null(j);
        assert_int_equal(term(j, i % 3 ? "country RU" : "country DE"), LN_OK);
    }

    assert_null(ln_jurisdiction_add(set, ln_str("one-more"), &err));
    assert_non_null(strstr(err.text, "too many"));

    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);
    (void) ln_location_from_code(ln_str("RU"), &l);
    memset(&a, 0, sizeof(ln_address_t));
    ln_jurisdictions_decide(set, &l, &a, answers);

    for (i = 0; i < LN_JURISDICTIONS; i++) {
        assert_int_equal(answers[i], i % 3 ? LN_IN : LN_OUT);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test_setup_teardown(test_many, setup, arena_free)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
