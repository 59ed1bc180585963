/* Where GeoNames ids are, as the records of a database say. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/database/ln_gazetteer.h"


#define CITIES  5000


static void
test_many(void **state)
{
    uint32_t               i, n;
    ln_record_t           *records;
    ln_gazetteer_t        *list;
    const ln_gazetteer_t  *place;

    (void) state;

    records = calloc(CITIES + 3, sizeof(ln_record_t));
    assert_non_null(records);

    for (i = 0; i < CITIES; i++) {
        memcpy(records[i].country, i % 2 ? "RU" : "UA", 2);
        records[i].geonames[0] = 1 + i % 2;
        records[i].geonames[1] = 10 + i % 100;
        records[i].geonames[2] = 1000 + i;
        records[i].ngeonames = 3;
        records[i].flags = LN_RECORD_COUNTRY|LN_RECORD_CITY;
    }

    /* city 1000 in another region, city 1001 in another country */

    records[CITIES] = records[0];
    records[CITIES].geonames[1] = 12;
    records[CITIES + 1] = records[1];
    records[CITIES + 1].geonames[0] = 1;
    memcpy(records[CITIES + 1].country, "UA", 2);

    assert_int_equal(ln_gazetteer_build(records, CITIES + 3, &list, &n),
                     LN_OK);
    assert_int_equal(n, 2 + 100 + CITIES);

    place = ln_gazetteer_find(list, n, 2);
    assert_non_null(place);
    assert_true(place->is_country);
    assert_memory_equal(place->country, "RU", 2);
    assert_int_equal(place->up[0], 0);

    place = ln_gazetteer_find(list, n, 1777);
    assert_non_null(place);
    assert_false(place->is_country);
    assert_int_equal(place->up[0], 2);
    assert_int_equal(place->up[1], 87);
    assert_int_equal(place->up[2], 0);

    place = ln_gazetteer_find(list, n, 1000);
    assert_non_null(place);
    assert_true(place->disputed);
    assert_memory_equal(place->country, "UA", 2);
    assert_int_equal(place->up[0], 0);

    place = ln_gazetteer_find(list, n, 1001);
    assert_non_null(place);
    assert_true(place->disputed);
    assert_memory_equal(place->country, "\0\0", 2);

    assert_null(ln_gazetteer_find(list, n, 999999));
    assert_null(ln_gazetteer_find(list, 0, 2));

    free(list);
    free(records);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_many)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
