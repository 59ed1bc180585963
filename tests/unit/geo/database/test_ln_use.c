/* The words of `use=`. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "geo/database/ln_use.h"
#include "geo/location/ln_location.h"
#include "../../exact.h"


static void
test_parse(void **state)
{
    size_t      i;
    unsigned    fields;
    ln_error_t  err;

    static const struct {
        const char  *words;
        unsigned     fields;
        const char  *err;
    } cases[] = {
        { "place", LN_FIELD_LOCATION, NULL },
        { "asn", LN_FIELD_ASN, NULL },
        { "traits,asn", LN_FIELD_ANY_TRAIT|LN_FIELD_ASN, NULL },
        { "asn,place,traits,asn",
          LN_FIELD_LOCATION|LN_FIELD_ASN|LN_FIELD_ANY_TRAIT, NULL },
        { "", 0, "unknown word \"\" in \"use=\", place, asn and traits are "
          "allowed" },
        { "place,", 0, "unknown word \"\"" },
        { ",place", 0, "unknown word \"\"" },
        { "place asn", 0, "unknown word \"place asn\"" },
        { "trait", 0, "did you mean \"traits\"?" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(&err, 0, sizeof(ln_error_t));

        if (cases[i].err) {
            assert_int_equal(ln_use_parse(exact(cases[i].words), &fields,
                                          &err), LN_ERROR);
            assert_non_null(strstr(err.text, cases[i].err));
            continue;
        }

        assert_int_equal(ln_use_parse(exact(cases[i].words), &fields, &err),
                         LN_OK);
        assert_int_equal(fields, cases[i].fields);
    }
}


static void
test_write(void **state)
{
    char  text[LN_USE_WORDS];

    (void) state;

    ln_use_write(LN_FIELD_COUNTRY|LN_FIELD_ANY_TRAIT, text);
    assert_string_equal(text, "place, traits");
    ln_use_write(~0u, text);
    assert_string_equal(text, "place, asn, traits");
    ln_use_write(0, text);
    assert_string_equal(text, "");
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_write)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
