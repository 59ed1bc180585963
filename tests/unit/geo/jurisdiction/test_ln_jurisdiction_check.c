/* What databases can answer, with a remedy where they can not; and why. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/jurisdiction/ln_jurisdiction_check.h"
#include "defining.h"


static void
test_explain(void **state)
{
    ln_address_t              a;
    ln_location_t             l;
    ln_certainty_t            answers[4];
    ln_jurisdiction_reason_t  reasons[4];

    (void) state;

    define("rc", "country RU", "region UA-43 UA-40", "except asn 1");
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);
    memset(&a, 0, sizeof(ln_address_t));

    (void) ln_location_from_code(ln_str("UA-40"), &l);
    ln_jurisdictions_explain(set, &l, &a, answers, reasons);
    assert_int_equal(answers[0], LN_IN);
    assert_true(ln_str_eq(reasons[0].text, ln_str("region UA-43 UA-40")));
    assert_string_equal(reasons[0].file, "file");
    assert_int_equal(reasons[0].line, 7);
    assert_int_equal(reasons[0].except, 0);

    l.asn = 1;
    ln_jurisdictions_explain(set, &l, &a, answers, reasons);
    assert_int_equal(answers[0], LN_OUT);
    assert_true(ln_str_eq(reasons[0].text, ln_str("asn 1")));
    assert_int_equal(reasons[0].except, 1);

    (void) ln_location_from_code(ln_str("DE"), &l);
    ln_jurisdictions_explain(set, &l, &a, answers, reasons);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(reasons[0].text.len, 0);
}


static void
test_check(void **state)
{
    unsigned     line;
    const char  *file;

    (void) state;

    define("net", "network 10.0.0.0/8", NULL, NULL);
    assert_int_equal(ln_jurisdictions_check(set, 0, &file, &line, &err),
                     LN_OK);

    define("c", "region RU-MOW", NULL, NULL);
    assert_int_equal(ln_jurisdictions_check(set, LN_FIELD_COUNTRY, &file,
                                            &line, &err), LN_ERROR);
    assert_string_equal(file, "file");
    assert_int_equal(line, 7);
    assert_non_null(strstr(err.text, "\"region\""));

    assert_int_equal(ln_jurisdictions_check(set, LN_FIELD_COUNTRY
                                            |LN_FIELD_REGION, &file, &line,
                                            &err), LN_OK);
}


/* What lacks is named with what to add. */
static void
test_remedies(void **state)
{
    size_t       i;
    unsigned     line;
    const char  *file;

    static const struct {
        const char  *term;
        unsigned     fields;
        const char  *says;
    } cases[] = {
        { "asn 1", LN_FIELD_COUNTRY, "GeoLite2-ASN" },
        { "trait tor", LN_FIELD_COUNTRY, "GeoIP2-Anonymous-IP" },
        { "trait hosting vpn", LN_FIELD_TRAITS
          |LN_FIELD_TRAIT(LN_TRAIT_HOSTING|LN_TRAIT_ANONYMOUS),
          "with these traits" },
        { "country RU", LN_FIELD_ASN, "GeoLite2-Country" },
        { "registered_country RU", LN_FIELD_COUNTRY, "that has it" },
        { "represented_country RU", LN_FIELD_COUNTRY, "that has it" },
        { "geoname 1", LN_FIELD_COUNTRY, "GeoNames ids" },
        { "region UA-43", LN_FIELD_COUNTRY, "with regions" },
        { "region UA-43", LN_FIELD_COUNTRY|LN_FIELD_REGION_NAME,
          "names of regions of which none is" }
    };

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(setup(state), 0);
        define("a", cases[i].term, NULL, NULL);

        assert_int_equal(ln_jurisdictions_check(set, cases[i].fields, &file,
                                                &line, &err), LN_ERROR);

        if (strstr(err.text, cases[i].says) == NULL) {
            fail_msg("\"%s\" says \"%s\"", cases[i].term, err.text);
        }

        assert_int_equal(arena_free(state), 0);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_setup_teardown(test_explain, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_check, setup, arena_free),
        cmocka_unit_test(test_remedies)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
