/* Terms: files of networks and areas, errors that name the remedy. */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/jurisdiction/ln_decision_cache.h"
#include "defining.h"


static void
test_network_file(void **state)
{
    int                 fd;
    char                path[] = "/tmp/ln-test-networks-XXXXXX";
    char                text[64];
    FILE               *f;
    ln_jurisdiction_t  *j;

    (void) state;

    fd = mkstemp(path);
    assert_int_not_equal(fd, -1);
    f = fdopen(fd, "w");
    assert_non_null(f);
    assert_true(fprintf(f, "# %0300d\n\n 10.0.0.0/8 # ours\r\n"
                        "2001:db8::/32", 0) > 0);
    assert_int_equal(fclose(f), 0);

    (void) snprintf(text, sizeof(text), "network %s 12.0.0.1", path);
    define("a", text, NULL, NULL);
    assert_int_equal(answer("", "10.9.9.9"), LN_IN);
    assert_int_equal(answer("", "2001:db8::9"), LN_IN);
    assert_int_equal(answer("", "12.0.0.1"), LN_IN);
    assert_int_equal(answer("", "11.9.9.9"), LN_OUT);

    f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs("10.0.0.0/8\n\n10.0.0.1/8\n", f) >= 0);
    assert_int_equal(fclose(f), 0);

    j = ln_jurisdiction_add(set, ln_str("b"), &err);
    (void) snprintf(text, sizeof(text), "network %s", path);
    assert_int_equal(term(j, text), LN_ERROR);
    assert_non_null(strstr(err.text, "bits set beyond"));
    assert_non_null(strstr(err.text, "\":3"));

    f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(term(j, text), LN_ERROR);
    assert_non_null(strstr(err.text, "holds no network"));
    (void) remove(path);

    assert_int_equal(term(j, "network none.txt"), LN_ERROR);
    assert_non_null(strstr(err.text, "\"/nowhere/none.txt\""));
    assert_int_equal(term(j, "network /tmp"), LN_ERROR);
    assert_int_equal(term(j, "area none.geojson"), LN_ERROR);
    assert_non_null(strstr(err.text, "\"/nowhere/none.geojson\""));
}


static void
test_area(void **state)
{
    int             fd;
    char            path[] = "/tmp/ln-test-area-XXXXXX";
    char            text[64];
    FILE           *f;
    ln_address_t    nobody;
    ln_location_t   location;
    ln_certainty_t  answers[32];

    (void) state;

    fd = mkstemp(path);
    assert_int_not_equal(fd, -1);
    f = fdopen(fd, "w");
    assert_non_null(f);
    assert_true(fputs("{\"type\":\"Polygon\",\"coordinates\":[[[10,40],[20,40]"
                      ",[20,50],[10,50],[10,40]]]}", f) >= 0);
    assert_int_equal(fclose(f), 0);

    (void) snprintf(text, sizeof(text), "area %s", path);
    define("a", text, NULL, NULL);
    (void) remove(path);

    (void) ln_address_parse(ln_str(""), &nobody);
    (void) ln_location_from_code(ln_str("DE"), &location);
    location.has_position = 1;
    location.has_radius = 1;
    location.accuracy_radius = 10;
    location.latitude = 45;

    location.longitude = 15;
    decide(&location, &nobody, answers);
    assert_int_equal(answers[0], LN_IN);

    location.longitude = 25;
    decide(&location, &nobody, answers);
    assert_int_equal(answers[0], LN_OUT);

    location.longitude = 20;
    decide(&location, &nobody, answers);
    assert_int_equal(answers[0], LN_UNCERTAIN);
}


static void
test_errors(void **state)
{
    size_t              i;
    ln_str_t            words[2];
    unsigned char       path[8192];
    ln_jurisdiction_t  *j;

    static const struct {
        const char  *term;
        const char  *says;
    } cases[] = {
        { "country UK", "did you mean \"GB\"?" },
        { "country EL", "did you mean \"GR\"?" },
        { "country RUS", "\"RUS\"" },
        { "country Russia", "did you mean \"RU\"?" },
        { "country Narnia", "alpha-2 code is expected" },
        { "region UK-ENG", "did you mean \"GB\"?" },
        { "region QQ-ENG", "unknown country \"QQ\"" },
        { "region RU-Q", "see ISO 3166-2" },
        { "region UKR-43", "CC-XX" },
        { "region ua-43", "did you mean \"UA-43\"?" },
        { "area", "number of arguments" },
        { "region RU", "\"RU\"" },
        { "region RU-ZZZ", "\"RU-ZZZ\"" },
        { "region UA-9", "did you mean \"UA-09\"?" },
        { "region RU-MOX", "did you mean \"RU-MOS\"?" },
        { "region GB-XNG", "did you mean \"GB-ENG\"?" },
        { "region RU-XXW", "see ISO 3166-2" },
        { "group BRICS", "\"BRICS\"" },
        { "geoname 0", "\"0\"" },
        { "geoname 99999999999", "\"99999999999\"" },
        { "asn -1", "\"-1\"" },
        { "network 10.0.0.1.2", "10.0.0.1.2" },
        { "network 2001:db8::/129", "2001:db8::/129" },
        { "trait bad", "\"bad\"" },
        { "jurisdiction none", "\"none\"" },
        { "except", "except" },
        { "except country", "except" },
        { "except except country RU", "except" },
        { "planet mars", "\"planet\"" }
    };

    (void) state;

    j = ln_jurisdiction_add(set, ln_str("a"), &err);
    assert_non_null(j);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(&err, 0, sizeof(ln_error_t));

        if (term(j, cases[i].term) != LN_ERROR
            || strstr(err.text, cases[i].says) == NULL)
        {
            fail_msg("\"%s\" says \"%s\", not %s", cases[i].term, err.text,
                     cases[i].says);
        }
    }

    memset(path, 'x', sizeof(path));
    words[0] = ln_str("area");
    words[1].data = path;
    words[1].len = sizeof(path);
    assert_int_equal(ln_jurisdiction_term(j, words, 2, "file", 7, &err),
                     LN_ERROR);
    assert_non_null(strstr(err.text, "is too long"));

    assert_null(ln_jurisdiction_add(set, ln_str("a"), &err));
    assert_null(ln_jurisdiction_add(set, ln_str("a b"), &err));
    assert_null(ln_jurisdiction_add(set, ln_str(""), &err));
    assert_int_equal(ln_jurisdiction_end(j, &err), LN_ERROR);
}


/* Memory may end anywhere: an error, and what was there stays usable. */
static void
test_no_memory(void **state)
{
    size_t               i;
    unsigned             n;
    ln_decision_cache_t *cache;
    ln_jurisdiction_t   *j;

    static const char *const  terms[] = {
        "country RU BY", "group EU", "region GB-ENG GB-CAM", "geoname 1 2",
        "registered_country RU", "represented_country RU",
        "network 10.0.0.0/8 2001:db8::/32", "asn 1 2 3", "trait tor vpn",
        "except country DE"
    };

    for (n = 0; n < 1000; n++) {
        arena_most = n;
        memset(&err, 0, sizeof(ln_error_t));

        set = ln_jurisdictions_create(&alloc, "/nowhere/");
        j = set ? ln_jurisdiction_add(set, ln_str("a"), &err) : NULL;

        for (i = 0; j && i < sizeof(terms) / sizeof(terms[0]); i++) {
            if (term(j, terms[i]) != LN_OK) {
                j = NULL;
            }
        }

        if (j) {
            j = ln_jurisdiction_add(set, ln_str("b"), &err);
        }

        if (j && term(j, "jurisdiction a") != LN_OK) {
            j = NULL;
        }

        cache = NULL;

        if (j && ln_jurisdictions_end(set, &err) == LN_OK) {
            cache = ln_decision_cache_create(&alloc, 2, 1);
        }

        if (set && cache == NULL && n > 1 && err.text[0]) {
            assert_string_equal(err.text, "no memory");
        }

        assert_int_equal(arena_free(state), 0);

        if (cache) {
            break;
        }
    }

    assert_in_range(n, 30, 999);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_setup_teardown(test_network_file, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_area, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_errors, setup, arena_free),
        cmocka_unit_test(test_no_memory)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
