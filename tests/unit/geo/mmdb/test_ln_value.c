/* Numbers, some of which a layout writes as text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "geo/mmdb/ln_value.h"


/* What stands behind a text is not part of it, be it a digit. */
static void
test_text(void **state)
{
    int         rc;
    double      number;
    size_t      i, k;
    char        text[64];
    ln_value_t  value;

    static const char *const  behind[] = { "7", ".", "-", "x", "" };

    static const struct {
        const char  *text;
        int          rc;
        double       number;
    } cases[] = {
        { "0", LN_OK, 0 },
        { "-0", LN_OK, 0 },
        { "48", LN_OK, 48 },
        { "048", LN_OK, 48 },
        { "48.5", LN_OK, 48.5 },
        { "48.", LN_OK, 48 },
        { ".5", LN_OK, 0.5 },
        { "-122.25", LN_OK, -122.25 },
        { "-.25", LN_OK, -0.25 },
        { "000000000000000000000012", LN_OK, 12 },
        { "0000000000000000000000012", LN_DECLINED, 0 },
        { "", LN_DECLINED, 0 },
        { "-", LN_DECLINED, 0 },
        { ".", LN_DECLINED, 0 },
        { "-.", LN_DECLINED, 0 },
        { "--1", LN_DECLINED, 0 },
        { "1-", LN_DECLINED, 0 },
        { "+1", LN_DECLINED, 0 },
        { "1.2.3", LN_DECLINED, 0 },
        { "1,5", LN_DECLINED, 0 },
        { " 1", LN_DECLINED, 0 },
        { "1 ", LN_DECLINED, 0 },
        { "1e5", LN_DECLINED, 0 },
        { "1:", LN_DECLINED, 0 },
        { "1/", LN_DECLINED, 0 },
        { "nan", LN_DECLINED, 0 }
    };

    (void) state;

    memset(&value, 0, sizeof(ln_value_t));
    value.type = LN_MMDB_UTF8;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (k = 0; k < sizeof(behind) / sizeof(behind[0]); k++) {
            (void) strcpy(text, cases[i].text);
            (void) strcat(text, behind[k]);
            value.text.data = (const unsigned char *) text;
            value.text.len = strlen(cases[i].text);

            rc = ln_value_number(&value, &number);

            if (rc != cases[i].rc
                || (rc == LN_OK && (number < cases[i].number - 1e-9
                                    || number > cases[i].number + 1e-9)))
            {
                fail_msg("\"%s\" before \"%s\": %d, %f", cases[i].text,
                         behind[k], rc, rc == LN_OK ? number : 0);
            }
        }
    }
}


static void
test_types(void **state)
{
    double      number, zero;
    size_t      i;
    ln_value_t  value;

    static const struct {
        unsigned  type;
        int       rc;
    } cases[] = {
        { LN_MMDB_DOUBLE, LN_OK },
        { LN_MMDB_FLOAT, LN_OK },
        { LN_MMDB_INT32, LN_OK },
        { LN_MMDB_UINT16, LN_OK },
        { LN_MMDB_UINT32, LN_OK },
        { LN_MMDB_UINT64, LN_OK },
        { LN_MMDB_MAP, LN_DECLINED },
        { LN_MMDB_ARRAY, LN_DECLINED },
        { LN_MMDB_BYTES, LN_DECLINED },
        { LN_MMDB_BOOLEAN, LN_DECLINED }
    };

    (void) state;

    memset(&value, 0, sizeof(ln_value_t));

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        value.type = cases[i].type;
        value.number = -7.5;
        assert_int_equal(ln_value_number(&value, &number), cases[i].rc);

        if (cases[i].rc == LN_OK) {
            assert_true(number < -7.4 && number > -7.6);
        }
    }

    zero = 0;
    value.type = LN_MMDB_DOUBLE;
    value.number = zero / zero;
    assert_int_equal(ln_value_number(&value, &number), LN_DECLINED);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_types)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
