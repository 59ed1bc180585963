#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "notice/ln_date.h"
#include "../exact.h"


static void
test_dates(void **state)
{
    time_t      date;
    size_t      i;
    ln_error_t  err;

    static const struct {
        const char  *text;
        int64_t      date;
    } cases[] = {
        { "1970-01-01", 0 },
        { "2000-02-29", 951782400 },
        { "2024-02-29", 1709164800 },
        { "2024-03-01", 1709251200 },
        { "2024-12-31", 1735603200 },
        { "2038-01-19T03:14:07Z", 2147483647 },
        { "2038-01-19T03:14:08Z", 2147483648 },
        { "2100-03-01", 4107542400 },
        { "9999-12-31", 253402214400 },
        { "2024-02-29T12:00Z", 1709208000 },
        { "2024-02-29T12:00:01Z", 1709208001 },
        { "2024-02-29T12:00:00+03:00", 1709197200 },
        { "2024-02-29T12:00:00-05:30", 1709227800 },
        { "2026-01-31T10:00:00", 1769853600 },
        { "2026-01-31T10:00", 1769853600 },
        { "2026-01-31T10:00:00+0300", 1769842800 },
        { "2026-01-31T10:00:00-03", 1769864400 },
        { "2026-01-31T10:00:00.999Z", 1769853600 },
        { "2026-01-31T10:00:00,5+03:00", 1769842800 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {

        if (sizeof(time_t) == 4 && cases[i].date > INT32_MAX) {
            assert_int_equal(ln_date_parse(exact(cases[i].text), &date, &err),
                             LN_ERROR);
            assert_non_null(strstr(err.text, cases[i].text));
            assert_non_null(strstr(err.text, "an earlier date is expected"));
            continue;
        }

        assert_int_equal(ln_date_parse(exact(cases[i].text), &date, &err),
                         LN_OK);
        assert_int_equal(date, cases[i].date);
    }
}


static void
test_refused(void **state)
{
    time_t      date;
    size_t      i;
    ln_error_t  err;

    static const char *const  cases[] = {
        "", "2024", "2024-2-3", "2023-02-29", "2100-02-29", "2024-04-31",
        "2024-13-01", "2024-00-01", "2024-01-00", "1969-12-31", "2024-01-01 ",
        "2024-01-01T", "2024-01-01T12", "2024-01-01T24:00Z",
        "2024-01-01T12:60Z", "2024-01-01T12:00Z1", "2024-01-01T12:00+3",
        "2024-01-01T12:00:", "2024-01-01T12:00:00.", "2024-01-01T12:00:00.Z",
        "2024-01-01T12:00+03:", "2024-01-01T12:00+030", "2024-01-01T12:00.5",
        "2024-01-01T12:00+03:0", "2024-01-01T12:00+03:000", "2024-01-01T12:00 ",
        "01.02.2024"
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(ln_date_parse(exact(cases[i]), &date, &err),
                         LN_ERROR);
        assert_non_null(strstr(err.text, "invalid date \""));
        assert_non_null(strstr(err.text, cases[i]));
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_refused)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
