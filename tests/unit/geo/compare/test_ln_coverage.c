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
    size_t         i;
    ln_error_t     err;
    ln_coverage_t  was, now;

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
        { TOR|VPN, VPN, TOR, "\"trait\"" },
        { TOR|VPN, VPN, VPN, NULL },
        { TOR, LN_FIELD_ASN, TOR, "\"trait\"" },
        { TOR|PLACE, TOR, TOR|LN_FIELD_COUNTRY, "\"country\"" }
    };

    (void) state;

    was.families = now.families = LN_FAMILY_IPV4|LN_FAMILY_IPV6;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(&err, 0, sizeof(ln_error_t));

        was.fields = cases[i].was;
        now.fields = cases[i].now;

        assert_int_equal(ln_coverage_keeps(&was, &now, cases[i].needs, &err),
                         cases[i].lost ? LN_ERROR : LN_OK);

        if (cases[i].lost) {
            assert_non_null(strstr(err.text, cases[i].lost));
            assert_null(strstr(strstr(err.text, cases[i].lost) + 1,
                               cases[i].lost));
            assert_non_null(strstr(err.text, "which the old one can"));
        }
    }
}


/* .. and for which addresses. */
static void
keeps_families(void **state)
{
    size_t         i;
    ln_error_t     err;
    ln_coverage_t  was, now;

    static const struct {
        unsigned     was, now, needs;
        const char  *lost;              /* NULL: nothing */
    } cases[] = {
        { LN_FAMILY_IPV4|LN_FAMILY_IPV6, LN_FAMILY_IPV4, PLACE, "IPv6" },
        { LN_FAMILY_IPV4|LN_FAMILY_IPV6, LN_FAMILY_IPV6, PLACE, "IPv4" },
        { LN_FAMILY_IPV4|LN_FAMILY_IPV6, LN_FAMILY_IPV4, LN_FIELD_ASN, NULL },
        { LN_FAMILY_IPV4, LN_FAMILY_IPV6, PLACE, "IPv4" },
        { LN_FAMILY_IPV4, LN_FAMILY_IPV4, PLACE, NULL },
        { LN_FAMILY_IPV6, LN_FAMILY_IPV4|LN_FAMILY_IPV6, PLACE, NULL }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(&err, 0, sizeof(ln_error_t));
        was.fields = now.fields = PLACE;
        was.families = cases[i].was;
        now.families = cases[i].now;

        assert_int_equal(ln_coverage_keeps(&was, &now, cases[i].needs, &err),
                         cases[i].lost ? LN_ERROR : LN_OK);

        if (cases[i].lost) {
            assert_non_null(strstr(err.text, cases[i].lost));
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(keeps),
        cmocka_unit_test(keeps_families)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
