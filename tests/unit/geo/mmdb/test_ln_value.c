/* Numbers, some of which a layout writes as text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
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


/* As they stand in a database; what is behind its end is none. */
static void
test_read(void **state)
{
    size_t             i, n;
    ln_value_t         value;
    unsigned char     *data;
    ln_mmdb_section_t  s;

    static const struct {
        const char  *bytes;
        size_t       len;
        size_t       next;
        unsigned     type;
        double       number;
    } cases[] = {
        { "\x04\x01\xff\xff\xff\x85", 6, 6, LN_MMDB_INT32, -123 },
        { "\x04\x01\x80\x00\x00\x00", 6, 6, LN_MMDB_INT32, -2147483648.0 },
        { "\x04\x01\x7f\xff\xff\xff", 6, 6, LN_MMDB_INT32, 2147483647 },
        { "\x03\x01\xff\xff\x85", 5, 5, LN_MMDB_INT32, 16777093 },
        { "\x01\x01\x85", 3, 3, LN_MMDB_INT32, 133 },
        { "\x00\x01", 2, 2, LN_MMDB_INT32, 0 },
        { "\xa2\xff\x85", 3, 3, LN_MMDB_UINT16, 65413 },
        { "\xc4\xff\xff\xff\x85", 5, 5, LN_MMDB_UINT32, 4294967173.0 },
        { "\x08\x02\x00\x01\x00\x00\x00\x00\x00\x00", 10, 10,
          LN_MMDB_UINT64, 281474976710656.0 },
        { "\x01\x07", 2, 2, LN_MMDB_BOOLEAN, 1 },
        { "\x04\x08\xc1\x20\x00\x00", 6, 6, LN_MMDB_FLOAT, -10 },
        { "\x68\xc0\x24\x00\x00\x00\x00\x00\x00", 9, 9, LN_MMDB_DOUBLE,
          -10 },
        { "\x01\x03\x05", 3, 3, LN_MMDB_UINT128, 0 },
        { "\x20\x02\xa1\x07", 4, 2, LN_MMDB_UINT16, 7 }
    };

    static const struct {
        const char  *bytes;
        size_t       len;
    } wrong[] = {
        { "", 0 }, { "\x20", 1 }, { "\x20\x02", 2 }, { "\x20\x09\xa1\x07", 4 },
        { "\x04", 1 }, { "\x5d", 1 }, { "\x5e\x00", 2 }, { "\x20\x02\x04", 3 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        data = malloc(cases[i].len);
        assert_non_null(data);
        memcpy(data, cases[i].bytes, cases[i].len);
        s.data = data;
        s.len = cases[i].len;

        n = ln_value_read(&s, 0, &value);
        free(data);

        if (n != cases[i].next || value.type != cases[i].type
            || value.number < cases[i].number
            || value.number > cases[i].number)
        {
            fail_msg("case %zu: %zu bytes, type %u, %f", i, n,
                     (unsigned) value.type, value.number);
        }
    }

    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        data = malloc(wrong[i].len + 1);
        assert_non_null(data);
        memcpy(data, wrong[i].bytes, wrong[i].len);
        s.data = data;
        s.len = wrong[i].len;

        assert_int_equal(ln_value_read(&s, 0, &value), 0);
        assert_int_equal(value.type, 0);
        assert_int_equal(value.text.len, 0);
        free(data);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_types),
        cmocka_unit_test(test_read)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
