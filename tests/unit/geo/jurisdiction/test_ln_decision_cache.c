/*
 * Decisions by what databases have: GeoNames ids of a gazetteer, and the cache
 * across addresses, networks and generations.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/jurisdiction/ln_decision_cache.h"
#include "geo/jurisdiction/ln_jurisdiction_explain.h"
#include "../../arena.h"
#include "../databases.h"


/* A GeoNames id by what the database knows of where it is. */
static void
test_geoname(void **state)
{
    size_t                    i;
    ln_str_t                  words[2];
    ln_address_t              a;
    ln_location_t             l;
    ln_database_t            *db;
    ln_certainty_t            answers[1], slow[1];
    ln_jurisdiction_t        *j;
    ln_jurisdictions_t       *set;
    ln_jurisdiction_reason_t  reasons[1];

    static const struct {
        const char      *id;
        const char      *ip;
        ln_certainty_t   answer;
    } cases[] = {
        { "2648899", "10.1.0.1", LN_IN },          /* the town itself */
        { "2653940", "10.1.0.1", LN_IN },          /* its county */
        { "6269131", "10.1.0.1", LN_IN },
        { "2635167", "10.1.0.1", LN_IN },          /* its country */
        { "2648899", "10.2.0.1", LN_UNCERTAIN },   /* GB and no more */
        { "2653940", "10.2.0.1", LN_UNCERTAIN },
        { "2635167", "10.2.0.1", LN_IN },
        { "2648899", "10.3.0.1", LN_UNCERTAIN },   /* England and no more */
        { "6269131", "10.3.0.1", LN_IN },
        { "2648899", "10.5.0.1", LN_OUT },         /* DE, without an id */
        { "2635167", "10.5.0.1", LN_OUT },
        { "2648899", "10.6.0.1", LN_UNCERTAIN },   /* no country */
        { "2635167", "10.6.0.1", LN_UNCERTAIN },
        { "2648899", "10.7.0.1", LN_UNCERTAIN },   /* unlocated */
        { "999", "10.1.0.1", LN_OUT },             /* known to none */
        { "999", "10.2.0.1", LN_UNCERTAIN },
        { "999", "10.5.0.1", LN_UNCERTAIN }
    };

    (void) state;

    db = open_db("layouts/GeoIP2-City");

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        set = ln_jurisdictions_create(&alloc, "/");
        j = ln_jurisdiction_add(set, ln_str("a"), &err);
        words[0] = ln_str("geoname");
        words[1] = ln_str(cases[i].id);
        assert_int_equal(ln_jurisdiction_term(j, words, 2, "f", 1, &err),
                         LN_OK);
        assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);
        ln_jurisdictions_learn_geonames(set, &db, 1);

        (void) ln_address_parse(ln_str(cases[i].ip), &a);
        l = locate(&db, 1, cases[i].ip);
        ln_jurisdictions_decide(set, &l, &a, answers);
        ln_jurisdictions_explain(set, &l, &a, slow, reasons);

        if (answers[0] != cases[i].answer || slow[0] != answers[0]) {
            fail_msg("%s at %s: %u, %u", cases[i].id, cases[i].ip, answers[0],
                     slow[0]);
        }

        (void) arena_free(NULL);
    }

    ln_database_close(db);
}


/* Remembered decisions are those of this generation, address and network. */
static void
test_generations(void **state)
{
    ln_str_t              words[2];
    unsigned              i;
    ln_address_t          a;
    ln_location_t         l;
    ln_database_t        *dbs[2];
    ln_certainty_t        answers[1];
    ln_jurisdiction_t    *j;
    ln_jurisdictions_t   *set;
    ln_decision_cache_t  *cache;
    ln_conflicts_t        conflicts;
    ln_decision_source_t  source;

    static const unsigned  fields[] = { ~0u, ~0u };

    (void) state;

    dbs[0] = open_db("layouts/GeoIP2-City");
    dbs[1] = open_db("layouts/ip-location-db-country-ipv4");

    set = ln_jurisdictions_create(&alloc, "/");
    j = ln_jurisdiction_add(set, ln_str("a"), &err);
    words[0] = ln_str("network");
    words[1] = ln_str("10.1.2.0/24");
    assert_int_equal(ln_jurisdiction_term(j, words, 2, "f", 1, &err), LN_OK);
    words[0] = ln_str("registered_country");
    words[1] = ln_str("GB");
    assert_int_equal(ln_jurisdiction_term(j, words, 2, "f", 1, &err), LN_OK);
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    cache = ln_decision_cache_create(&alloc, 1, 1);
    assert_non_null(cache);

    memset(&source, 0, sizeof(ln_decision_source_t));
    source.set = set;
    source.databases = dbs;
    source.fields = fields;
    source.n = 1;
    source.generation = 1;

    for (i = 0; i < 3; i++) {
        (void) ln_address_parse(ln_str("10.1.0.1"), &a);
        ln_decision_cache_decide(cache, &source, &a, &l, answers,
                                 &conflicts);
        assert_int_equal(answers[0], LN_OUT);
        assert_string_equal(said(&l), GB_CITY "0 0 52.14 -0.24 20");

        (void) ln_address_parse(ln_str("10.1.2.1"), &a);
        ln_decision_cache_decide(cache, &source, &a, &l, answers,
                                 &conflicts);
        assert_int_equal(answers[0], LN_IN);
    }

    /* another database: another answer at the next generation */

    source.databases = dbs + 1;
    source.generation = 2;
    (void) ln_address_parse(ln_str("10.1.0.1"), &a);
    ln_decision_cache_decide(cache, &source, &a, &l, answers,
                                 &conflicts);
    assert_string_equal(said(&l), "GB   [] [] AS0 0");
    assert_int_equal(answers[0], LN_UNCERTAIN);

    ln_decision_cache_decide(NULL, &source, &a, &l, answers,
                                 &conflicts);
    assert_int_equal(answers[0], LN_UNCERTAIN);

    (void) arena_free(NULL);

    ln_database_close(dbs[0]);
    ln_database_close(dbs[1]);
}


/*
 * Any addresses by several databases, more than a key has at hand: remembered,
 * or decided anew, it is the same.
 */
static void
test_several(void **state)
{
    char                  text[64];
    unsigned              i, n, conflicts;
    ln_str_t              words[2];
    ln_address_t          a;
    ln_location_t         l, slow_l;
    ln_database_t        *dbs[8];
    ln_certainty_t        answers[70], slow[70];
    ln_jurisdiction_t    *j;
    ln_jurisdictions_t   *set;
    ln_decision_cache_t  *cache;
    ln_conflicts_t        c, slow_c;
    ln_decision_source_t  source;

    static const unsigned  fields[] = {
        ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u
    };

    static const char *const  names[] = {
        "ip-location-db-city", "IPinfo-lite", "GeoIP2-ISP", "DBIP-City",
        "GeoIP2-Anonymous-IP", "GeoIP2-City", "ip-location-db-country-ipv6",
        "GeoIP2-Country"
    };

    (void) state;

    set = ln_jurisdictions_create(&alloc, "/");

    for (i = 0; i < 70; i++) {
        (void) snprintf(text, sizeof(text), "j%u", i);
        j = ln_jurisdiction_add(set, ln_str(text), &err);
        words[0] = ln_str(i % 3 ? "country" : "region");
        words[1] = ln_str(i % 3 ? i % 2 ? "FR" : "GB" : "GB-CAM");
        assert_int_equal(ln_jurisdiction_term(j, words, 2, "f", 1, &err),
                         LN_OK);
    }

    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    for (i = 0; i < 8; i++) {
        (void) snprintf(text, sizeof(text), "layouts/%s", names[i]);
        dbs[i] = open_db(text);
    }

    for (n = 2; n <= 8; n++) {
        cache = ln_decision_cache_create(&alloc, 70, n);
        assert_non_null(cache);

        memset(&source, 0, sizeof(ln_decision_source_t));
        source.set = set;
        source.databases = dbs;
        source.fields = fields;
        source.n = n;
        conflicts = 0;

        for (i = 0; i < 2000; i++) {
            source.generation = 1 + i / 1000;
            memset(&a, 0, sizeof(ln_address_t));
            a.family = i % 4 ? 4 : 6;
            memcpy(a.bytes, a.family == 4 ? "\x0a\x01\x00\x01\0\0\0"
                            : "\x20\x01\x0d\xb8\x00\x01\x00", 8);
            a.bytes[a.family == 4 ? 1 : 5] = i % 7;

            memset(&c, 0x55, sizeof(ln_conflicts_t));
            ln_decision_cache_decide(cache, &source, &a, &l, answers, &c);
            ln_decision_cache_decide(NULL, &source, &a, &slow_l, slow,
                                     &slow_c);

            assert_memory_equal(&l, &slow_l, sizeof(ln_location_t));
            assert_memory_equal(answers, slow, 70);
            assert_memory_equal(c.pairs, slow_c.pairs, sizeof(c.pairs));

            if (ln_conflicts_any(&c)) {
                conflicts++;
                assert_memory_equal(c.jurisdictions, slow_c.jurisdictions,
                                    2 * sizeof(uint64_t));
            }
        }

        assert_true(conflicts || n < 7);
    }

    (void) arena_free(NULL);

    for (i = 0; i < 8; i++) {
        ln_database_close(dbs[i]);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_geoname),
        cmocka_unit_test(test_generations),
        cmocka_unit_test(test_several)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
