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
    ln_geoname_t        *list;
    const ln_geoname_t  *place;

    (void) state;

    records = calloc(CITIES + 6, sizeof(ln_record_t));
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

    /* city 1002 in another region, and then in another country */

    records[CITIES + 3] = records[2];
    records[CITIES + 3].geonames[1] = 14;
    records[CITIES + 4] = records[2];
    records[CITIES + 4].geonames[0] = 2;
    memcpy(records[CITIES + 4].country, "RU", 2);

    /* city 1004 by its id alone */

    records[CITIES + 5] = records[4];
    records[CITIES + 5].geonames[0] = records[4].geonames[2];
    records[CITIES + 5].ngeonames = 1;
    records[CITIES + 5].flags = LN_RECORD_CITY;

    assert_int_equal(ln_gazetteer_build(records, CITIES + 6, &list, &n),
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
    assert_true(place->flags & LN_GEONAME_UP_DISPUTED);
    assert_memory_equal(place->country, "UA", 2);
    assert_int_equal(place->up[0], 0);

    place = ln_gazetteer_find(list, n, 1001);
    assert_non_null(place);
    assert_true(place->flags & LN_GEONAME_UP_DISPUTED);
    assert_memory_equal(place->country, "\0\0", 2);

    place = ln_gazetteer_find(list, n, 1002);
    assert_non_null(place);
    assert_memory_equal(place->country, "\0\0", 2);

    /* regions are told from countries and cities, disputed or not */

    for (i = 0; i < n; i++) {
        assert_int_equal((list[i].flags & LN_GEONAME_REGION) != 0,
                         list[i].id >= 10 && list[i].id < 110);
    }

    assert_null(ln_gazetteer_find(list, n, 999999));
    assert_null(ln_gazetteer_find(list, 0, 2));

    free(list);
    free(records);
}


/* Sorts ids, with zeros last. */
static int
by_id(const void *one, const void *two)
{
    uint32_t  a = *(const uint32_t *) one - 1, b = *(const uint32_t *) two - 1;

    return a < b ? -1 : a > b;
}


/* What several gazetteers say of an id, in whatever order they are asked. */
static void
test_join(void **state)
{
    size_t        i, k, a, b, c;
    ln_geoname_t  joined;

    static const ln_geoname_t  country = { 7, { 0, 0, 0, 0 }, "GB", 1, 0 };
    static const ln_geoname_t  city = { 7, { 1, 2, 0, 0 }, "GB", 0, 0 };
    static const ln_geoname_t  other = { 7, { 1, 3, 4, 0 }, "GB", 0, 0 };
    static const ln_geoname_t  far = { 7, { 5, 6, 0, 0 }, "FR", 0, 0 };
    static const ln_geoname_t  region = { 7, { 1, 0, 0, 0 }, "GB", 0,
                                          LN_GEONAME_REGION };
    static const ln_geoname_t  bare = { 7, { 0, 0, 0, 0 }, "", 0,
                                        LN_GEONAME_UP_DISPUTED };

    static const struct {
        const ln_geoname_t  *all[3];
        ln_geoname_t         want;      /* up is a set */
    } cases[] = {
        { { &country, NULL, NULL }, { 7, { 0 }, "GB", 1, 0 } },
        { { &country, &country, &bare }, { 7, { 0 }, "GB", 1, 0 } },
        { { &city, &bare, NULL }, { 7, { 1, 2 }, "GB", 0, 0 } },
        { { &city, &city, &country }, { 7, { 1, 2 }, "GB", 0, 0 } },
        { { &city, &other, NULL }, { 7, { 1, 2, 3, 4 }, "GB", 0, 0 } },
        { { &city, &region, &bare }, { 7, { 1, 2 }, "GB", 0,
            LN_GEONAME_REGION } },
        { { &city, &far, &city }, { 7, { 1, 2, 5, 6 }, "", 0,
            LN_GEONAME_COUNTRY_DISPUTED } },
        { { &city, &far, &other }, { 7, { 0 }, "", 0,
            LN_GEONAME_COUNTRY_DISPUTED|LN_GEONAME_UP_DISPUTED } },
        { { NULL, NULL, NULL }, { 0, { 0 }, "", 0, 0 } }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (k = 0; k < 6; k++) {
            a = k % 3;
            b = (a + 1 + k / 3) % 3;
            c = 3 - a - b;

            memset(&joined, 0, sizeof(ln_geoname_t));
            ln_gazetteer_join(&joined, cases[i].all[a]);
            ln_gazetteer_join(&joined, cases[i].all[b]);
            ln_gazetteer_join(&joined, cases[i].all[c]);

            qsort(joined.up, LN_GEONAME_UP, sizeof(uint32_t), by_id);
            assert_memory_equal(&joined, &cases[i].want,
                                sizeof(ln_geoname_t));
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_join)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
