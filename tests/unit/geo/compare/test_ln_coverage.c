#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "geo/compare/ln_coverage.h"


#define PLACE  (LN_FIELD_COUNTRY|LN_FIELD_REGION|LN_FIELD_REGISTERED_COUNTRY)
#define TOR    (LN_FIELD_TRAITS|LN_FIELD_TRAIT(LN_TRAIT_TOR))
#define VPN    (LN_FIELD_TRAITS|LN_FIELD_TRAIT(LN_TRAIT_VPN))


/* What a file that takes another one's place may lack. */
static void
keeps(void **state)
{
    size_t      i;
    ln_error_t  err;

    static const struct {
        unsigned     was, now, needs;
        const char  *lost;              /* NULL: nothing */
    } cases[] = {
        { PLACE, PLACE, PLACE, NULL },
        { PLACE, PLACE|LN_FIELD_ASN, PLACE, NULL },
        { PLACE, LN_FIELD_ASN, PLACE, "\"country\", \"region\", "
                                      "\"registered_country\"" },
        { PLACE, LN_FIELD_COUNTRY, LN_FIELD_COUNTRY, NULL },
        { PLACE, LN_FIELD_COUNTRY, LN_FIELD_REGION, "\"region\"" },
        { LN_FIELD_COUNTRY, LN_FIELD_ASN, LN_FIELD_ASN, NULL },
        { LN_FIELD_ASN, 0, LN_FIELD_ASN, "\"asn\"" },
        { 0, 0, PLACE, NULL },
        { TOR|VPN, VPN, TOR, NULL },
        { TOR, LN_FIELD_ASN, TOR, "\"trait\"" },
        { TOR|PLACE, VPN, TOR|LN_FIELD_COUNTRY, "\"country\"" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(&err, 0, sizeof(ln_error_t));

        assert_int_equal(ln_coverage_keeps(cases[i].was, cases[i].now,
                                           cases[i].needs, &err),
                         cases[i].lost ? LN_ERROR : LN_OK);

        if (cases[i].lost) {
            assert_non_null(strstr(err.text, cases[i].lost));
            assert_null(strstr(strstr(err.text, cases[i].lost) + 1,
                               cases[i].lost));
            assert_non_null(strstr(err.text, "which the old one can"));
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(keeps)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
