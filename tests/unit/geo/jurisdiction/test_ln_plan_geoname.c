/*
 * `geoname` terms whose ids a gazetteer knows in any way, at places of any
 * kind: what the plan has made of them is what the terms say, one by one.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/jurisdiction/ln_jurisdiction_explain.h"
#include "geo/jurisdiction/ln_jurisdiction_part.h"
#include "geo/plan/ln_plan_geoname.h"
#include "../../arena.h"
#include "../../chance.h"


#define JURISDICTIONS  70
#define IDS            6


static ln_error_t           err;
static ln_jurisdictions_t  *set;


static void
country(char *code)
{
    static const char  *codes[] = { "GB", "RU", "UA" };

    memcpy(code, codes[chance(3)], 2);
}


/* As ln_gazetteer_build() has them: unknown, a country, or below others. */
static void
geoname(ln_geoname_t *p, uint32_t id)
{
    unsigned  i, n;

    memset(p, 0, sizeof(ln_geoname_t));

    if (chance(5) == 0) {
        return;
    }

    p->id = id;

    if (chance(3)) {
        country(p->country);
        p->is_country = (chance(3) == 0);
    }

    if (p->is_country) {
        return;
    }

    if (chance(4) == 0) {
        p->flags |= LN_GEONAME_UP_DISPUTED;
    }

    if (chance(3) == 0) {
        p->flags |= LN_GEONAME_REGION;
    }

    n = (p->flags & LN_GEONAME_UP_DISPUTED) ? 0 : chance(LN_GEONAME_UP + 1);

    for (i = 0; i < n; i++) {
        p->up[i] = 1 + chance(IDS);
    }
}


static void
terms(void)
{
    char                text[16];
    unsigned            i, k, n;
    ln_str_t            words[4];
    ln_jurisdiction_t  *j;

    static const char *const  ids[] = { "1", "2", "3", "4", "5", "6" };

    for (i = 0; i < JURISDICTIONS; i++) {
        (void) snprintf(text, sizeof(text), "j%u", i);
        j = ln_jurisdiction_add(set, ln_str(text), &err);
        assert_non_null(j);

        for (k = 0; k < 1 + chance(2); k++) {
            n = 0;
            words[n++] = ln_str("geoname");
            words[n++] = ln_str(ids[chance(IDS)]);

            if (chance(2)) {
                words[n++] = ln_str(ids[chance(IDS)]);
            }

            assert_int_equal(ln_jurisdiction_term(j, words, n, "f", 1, &err),
                             LN_OK);
        }
    }

    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);
}


/* In the place of what a database has. */
static void
learn(void)
{
    unsigned            i, k;
    ln_term_t          *t;
    ln_jurisdiction_t  *j;

    ln_plan_geonames_begin(set->plan);

    for (i = 0, j = set->first; j; j = j->next, i++) {
        for (t = j->terms; t; t = t->next) {
            for (k = 0; k < t->n; k++) {
                geoname(&t->geonames[k], t->numbers[k]);
            }

            ln_plan_geonames_add(set->plan, i, t);
        }
    }
}


static void
test_random(void **state)
{
    unsigned                  i, k, n, seen[3];
    ln_address_t              a;
    ln_location_t             l;
    ln_certainty_t            answers[JURISDICTIONS], slow[JURISDICTIONS];
    ln_jurisdiction_reason_t  reasons[JURISDICTIONS];

    (void) state;

    memset(&a, 0, sizeof(ln_address_t));
    memset(seen, 0, sizeof(seen));
    set = NULL;

    for (n = 0; n < 200; n++) {

        /* the same terms learn several times, as with databases swapped */

        if (n % 4 == 0) {
            (void) arena_free(NULL);

            set = ln_jurisdictions_create(&alloc, "/");
            assert_non_null(set);
            terms();
        }

        learn();

        for (k = 0; k < 100; k++) {
            memset(&l, 0, sizeof(ln_location_t));
            l.located = 1;

            if (chance(4)) {
                country(l.country);
            }

            l.ngeonames = chance(4);

            for (i = 0; i < l.ngeonames; i++) {
                l.geonames[i] = 1 + chance(IDS + 1);
            }

            l.has_city = chance(3) == 0;

            ln_jurisdictions_decide(set, &l, &a, answers);
            ln_jurisdictions_explain(set, &l, &a, slow, reasons);

            for (i = 0; i < JURISDICTIONS; i++) {
                if (answers[i] != slow[i]) {
                    fail_msg("round %u, location %u, jurisdiction %u: "
                             "%d, not %d", n, k, i, (int) answers[i],
                             (int) slow[i]);
                }

                seen[slow[i]]++;
            }
        }
    }

    (void) arena_free(NULL);

    assert_true(seen[LN_IN] && seen[LN_OUT] && seen[LN_UNCERTAIN]);
}


/* A city may lie in a region where its record has no id around it. */
static void
test_city_alone(void **state)
{
    size_t             i;
    ln_term_t         *t;
    ln_str_t           words[2];
    ln_address_t       a;
    ln_location_t      l;
    ln_certainty_t     answer;
    ln_jurisdiction_t  *j;

    static const struct {
        const char      *id_country;    /* of the id that is asked for */
        unsigned         is_region;
        const char      *country;
        uint32_t         ids[2];
        ln_certainty_t   want;
    } cases[] = {
        { "RU", 1, "RU", { 9 }, LN_UNCERTAIN },
        { "RU", 1, "UA", { 9 }, LN_OUT },
        { "RU", 1, "", { 9 }, LN_UNCERTAIN },
        { "", 1, "RU", { 9 }, LN_UNCERTAIN },
        { "", 1, "", { 9 }, LN_UNCERTAIN },
        { "RU", 0, "RU", { 9 }, LN_OUT },
        { "", 0, "RU", { 9 }, LN_OUT },
        { "RU", 1, "RU", { 8, 9 }, LN_OUT },
        { "RU", 1, "RU", { 5 }, LN_IN }
    };

    (void) state;

    memset(&a, 0, sizeof(ln_address_t));

    set = ln_jurisdictions_create(&alloc, "/");
    assert_non_null(set);

    j = ln_jurisdiction_add(set, ln_str("j"), &err);
    words[0] = ln_str("geoname");
    words[1] = ln_str("5");
    assert_int_equal(ln_jurisdiction_term(j, words, 2, "f", 1, &err), LN_OK);
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ln_plan_geonames_begin(set->plan);

        t = set->first->terms;
        memset(&t->geonames[0], 0, sizeof(ln_geoname_t));
        t->geonames[0].id = 5;
        t->geonames[0].up[0] = 1;
        memcpy(t->geonames[0].country, cases[i].id_country,
               strlen(cases[i].id_country));
        t->geonames[0].flags = cases[i].is_region ? LN_GEONAME_REGION : 0;

        ln_plan_geonames_add(set->plan, 0, t);

        memset(&l, 0, sizeof(ln_location_t));
        l.located = 1;
        l.has_city = 1;
        memcpy(l.country, cases[i].country, strlen(cases[i].country));
        memcpy(l.geonames, cases[i].ids, sizeof(cases[i].ids));
        l.ngeonames = cases[i].ids[1] ? 2 : 1;

        ln_jurisdictions_decide(set, &l, &a, &answer);
        assert_int_equal(answer, cases[i].want);
    }

    (void) arena_free(NULL);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_city_alone)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
