/*
 * Decisions by several databases: the table of cases, what never changes them,
 * and any records at all, compared with a plain definition.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "defining.h"
#include "geo/jurisdiction/ln_decision.h"
#include "../../chance.h"


#define MOST           6                /* databases of a random case */
#define JURISDICTIONS  12
#define SCENARIOS      1000


/* The records of one address, one a database, as decisions get them. */
typedef struct {
    ln_record_t           records[LN_DATABASES];
    const ln_record_t    *pointers[LN_DATABASES];
    unsigned              fields[LN_DATABASES];
    ln_decision_source_t  source;
} case_t;

/* What a decision says. */
typedef struct {
    ln_location_t   location;
    ln_certainty_t  answers[JURISDICTIONS];
    ln_conflicts_t  conflicts;
} said_t;


static void
begin(case_t *c)
{
    unsigned  i;

    memset(c, 0, sizeof(case_t));

    for (i = 0; i < LN_DATABASES; i++) {
        c->pointers[i] = &c->records[i];
        c->fields[i] = ~0u;
    }

    c->source.set = set;
    c->source.fields = c->fields;
}


static said_t
said(case_t *c)
{
    said_t  s;

    memset(&s, 0x55, sizeof(said_t));
    ln_decision_make(&c->source, c->pointers, 0, &s.location, s.answers,
                     &s.conflicts);

    return s;
}


/* Adds a database whose record says what: "RU", "UA-43", "AS1", "reg=RU" .. */
static void
witness(case_t *c, const char *what)
{
    char          copy[64], *word;
    ln_record_t  *r;

    r = &c->records[c->source.n++];
    strcpy(copy, what);

    for (word = strtok(copy, " "); word; word = strtok(NULL, " ")) {

        if (strcmp(word, "-") == 0) {
            continue;
        }

        if (strncmp(word, "AS", 2) == 0 && word[2] != '\0') {
            r->fields |= LN_FIELD_ASN;
            r->asn = (uint32_t) atoi(word + 2);

        } else if (strncmp(word, "reg=", 4) == 0) {
            r->fields |= LN_FIELD_REGISTERED_COUNTRY;
            memcpy(r->registered_country, word + 4, 2);

        } else if (strcmp(word, "vpn") == 0) {
            r->fields |= LN_FIELD_TRAITS;
            r->traits = LN_TRAIT_VPN;

        } else {
            r->fields |= LN_FIELD_COUNTRY;
            memcpy(r->country, word, 2);

            if (word[2] == '-') {
                r->fields |= LN_FIELD_REGION;
                strncpy(r->regions[0], word + 3, 3);
                r->nregions = 1;
            }
        }
    }
}


/* A case that is c with its databases in another order. */
static void
turn(case_t *to, const case_t *c, const unsigned *order)
{
    unsigned  i;

    begin(to);
    to->source.n = c->source.n;
    to->source.policy = c->source.policy;

    for (i = 0; i < c->source.n; i++) {
        to->records[i] = c->records[order[i]];
        to->fields[i] = c->fields[order[i]];
    }
}


/* The answers in letters: in, out, uncertain, and conflict. */
static const char *
letters(const said_t *s)
{
    unsigned     i, n;
    static char  text[JURISDICTIONS + 1];

    n = ln_jurisdictions_count(set);

    for (i = 0; i < n; i++) {
        text[i] = ln_conflicts_has(&s->conflicts, i) ? 'c'
                  : "oui"[s->answers[i]];
    }

    text[n] = '\0';

    return text;
}


/*
 * The table of docs/design.md: what each database says, and the answers of
 * jurisdictions, for every order of the databases.
 */
static void
test_table(void **state)
{
    case_t    c, turned;
    said_t    s;
    unsigned  i, k, n;

    static const unsigned  orders[][3] = {
        { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 },
        { 2, 1, 0 }
    };

    static const struct {
        const char  *says[3];
        const char  *want;
    } cases[] = {

        /* one place */

        { { "RU", NULL, NULL }, "iiiooiuo" },
        { { "RU", "-", NULL }, "iiiooiuo" },
        { { "RU", "RU", NULL }, "iiiooiuo" },
        { { "-", "-", NULL }, "uuuouuuo" },
        { { "UA", NULL, NULL }, "oouououo" },
        { { "UA", "UA-43", NULL }, "ooioiouo" },
        { { "UA", "UA-30", NULL }, "oooooouo" },

        /* places that contradict each other */

        { { "RU", "DE", NULL }, "cccoocuo" },
        { { "RU", "DE", "-" }, "cccoocuo" },
        { { "RU", "DE", "RU" }, "cccoocuo" },
        { { "UA-43", "RU", NULL }, "ccioccuo" },
        { { "UA", "RU", NULL }, "ccioocuo" },
        { { "UA-43", "UA-30", NULL }, "oococouo" },

        /* a place here, an autonomous system there */

        { { "RU", "AS1", NULL }, "ioiioiuo" },
        { { "RU", "AS2", NULL }, "iiiooiuo" },
        { { "DE", "AS1", NULL }, "oooioiuo" },
        { { "-", "AS1", NULL }, "uouiuiuo" },
        { { "RU", "DE", "AS1" }, "cocioiuo" },

        /* autonomous systems that contradict each other */

        { { "RU", "AS1", "AS2" }, "icicoiuo" },
        { { "DE", "AS1", "AS2" }, "ooococuo" },
        { { "AS1", "AS2", NULL }, "uoucuiuo" },

        /* both in one record, which no other's completes */

        { { "RU AS1", "DE AS2", NULL }, "coccocuo" },
        { { "RU AS1", "DE AS1", NULL }, "cocioiuo" },
        { { "RU AS1", "DE", NULL }, "cocioiuo" },
        { { "RU AS1", "AS2", NULL }, "icicoiuo" },

        /* a country of registration is no place */

        { { "DE", "reg=RU", NULL }, "ooooooio" },
        { { "reg=RU", NULL, NULL }, "uuuouuio" },
        { { "DE reg=RU", "reg=UA", NULL }, "ooooooco" },
        { { "DE reg=RU", "UA", NULL }, "ooooooio" },

        /* a trait is in one list or another */

        { { "RU", "vpn", NULL }, "iiiooiui" },
        { { "vpn", "vpn", NULL }, "uuuouuui" }
    };

    (void) state;

    define("a", "country RU", NULL, NULL);
    define("b", "country RU", "except asn 1", NULL);
    define("c", "country RU", "region UA-43", NULL);
    define("d", "asn 1", NULL, NULL);
    define("e", "region UA-43", NULL, NULL);
    define("f", "country RU", "asn 1", NULL);
    define("g", "registered_country RU", NULL, NULL);
    define("h", "trait vpn", NULL, NULL);
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        begin(&c);

        for (n = 0; n < 3 && cases[i].says[n]; n++) {
            witness(&c, cases[i].says[n]);
        }

        for (k = 0; k < 6; k++) {

            if (n < 3 && orders[k][2] != 2) {
                continue;
            }

            turn(&turned, &c, n == 1 ? orders[0] : orders[k]);
            s = said(&turned);

            if (strcmp(letters(&s), cases[i].want) != 0) {
                fail_msg("%s | %s | %s in order %u: %s, not %s",
                         cases[i].says[0], n > 1 ? cases[i].says[1] : "",
                         n > 2 ? cases[i].says[2] : "", k, letters(&s),
                         cases[i].want);
            }
        }
    }
}


/* Under `first`, who is certain first is right; a conflict is still told. */
static void
test_first(void **state)
{
    case_t    c;
    said_t    s;
    unsigned  i;

    static const struct {
        const char      *says[3];
        ln_certainty_t   country;
        ln_certainty_t   region;
        unsigned         conflict;      /* bits */
    } cases[] = {
        { { "RU", "DE", "-" }, LN_IN, LN_OUT, 1 },
        { { "DE", "RU", "-" }, LN_OUT, LN_OUT, 1 },
        { { "-", "UA", "UA-43" }, LN_OUT, LN_IN, 0 },
        { { "UA", "RU", "UA-43" }, LN_OUT, LN_OUT, 3 },
        { { "UA", "UA-43", "RU" }, LN_OUT, LN_IN, 3 },
        { { "-", "-", "-" }, LN_UNCERTAIN, LN_UNCERTAIN, 0 }
    };

    (void) state;

    define("a", "country RU", NULL, NULL);
    define("b", "region UA-43", NULL, NULL);
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        begin(&c);
        c.source.policy = LN_CONFLICT_FIRST;
        witness(&c, cases[i].says[0]);
        witness(&c, cases[i].says[1]);
        witness(&c, cases[i].says[2]);
        s = said(&c);

        assert_int_equal(s.answers[0], cases[i].country);
        assert_int_equal(s.answers[1], cases[i].region);
        assert_int_equal(ln_conflicts_has(&s.conflicts, 0),
                         cases[i].conflict & 1);
        assert_int_equal(ln_conflicts_has(&s.conflicts, 1),
                         cases[i].conflict >> 1);
    }
}


/* Who contradicts whom, of several that do. */
static void
test_pairs(void **state)
{
    case_t    c;
    said_t    s;
    size_t    len;
    unsigned  i, one, two;
    char      got[64];

    static const struct {
        const char  *says[4];
        const char  *pairs;
    } cases[] = {
        { { "RU", "DE", "RU", "FR" }, "01 03 12 23 " },
        { { "RU", "KZ", "-", "RU" }, "01 13 " },
        { { "RU", "DE", "AS1", "AS2" }, "01 23 " },
        { { "RU AS1", "RU AS2", "-", "-" }, "01 " },
        { { "RU AS1", "DE AS2", "AS3", "-" }, "01 02 " },
        { { "UA", "UA-43", "UA-30", "DE" }, "12 13 " },
        { { "UA", "UA-43", "AS1", "vpn" }, "" }
    };

    (void) state;

    define("a", "country RU", "region UA-43", NULL);
    define("d", "asn 1", NULL, NULL);
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        begin(&c);

        for (one = 0; one < 4; one++) {
            witness(&c, cases[i].says[one]);
        }

        s = said(&c);
        len = 0;
        got[0] = '\0';

        for (one = 0; one < 4; one++) {
            for (two = one + 1; two < 4; two++) {
                if (ln_conflicts_between(&s.conflicts, one, two)) {
                    len += (size_t) snprintf(got + len, sizeof(got) - len,
                                             "%u%u ", one, two);
                }
            }
        }

        assert_string_equal(got, cases[i].pairs);
    }
}


/*
 * In by one place and autonomous system, out by another of each, and uncertain
 * by those between: it is the places that contradict each other.
 */
static void
test_pair_between(void **state)
{
    case_t  c;
    said_t  s;

    (void) state;

    define("a", "region UA-43", "asn 1", "except region RU-MOW");
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    begin(&c);
    witness(&c, "AS1");
    witness(&c, "UA");
    witness(&c, "AS2");
    witness(&c, "RU");
    s = said(&c);

    assert_true(ln_conflicts_has(&s.conflicts, 0));
    assert_true(ln_conflicts_between(&s.conflicts, 1, 3));
    assert_false(ln_conflicts_between(&s.conflicts, 0, 2));
}


/* Any record, of few words, so that records often say the same. */
static void
any_record(ln_record_t *r)
{
    static const char *const  places[] = {
        "RU", "UA", "UA-43", "UA-30", "DE", "GB-CAM", "GB-ENG", "RU-43"
    };

    const char  *place;

    memset(r, 0, sizeof(ln_record_t));

    if (chance(4)) {
        place = places[chance(8)];
        r->fields |= LN_FIELD_COUNTRY;
        memcpy(r->country, place, 2);

        if (place[2]) {
            r->fields |= LN_FIELD_REGION;
            memcpy(r->regions[0], place + 3, strlen(place + 3));
            r->nregions = 1;
            memcpy(r->regions_country, chance(2) ? "UA" : "\0", 2);
        }
    }

    if (chance(4) == 0) {
        r->fields |= LN_FIELD_GEONAME;
        r->geonames[0] = 1 + chance(3);
        r->ngeonames = 1;
        r->flags |= chance(2) ? LN_RECORD_CITY : 0;
    }

    if (chance(6) == 0) {
        r->fields |= LN_FIELD_REPRESENTED_COUNTRY;
        memcpy(r->represented_country, chance(2) ? "RU" : "GB", 2);
    }

    if (chance(3) == 0) {
        r->fields |= LN_FIELD_ASN;
        r->asn = 1 + chance(3);
    }

    if (chance(3) == 0) {
        r->fields |= LN_FIELD_REGISTERED_COUNTRY;
        memcpy(r->registered_country, chance(2) ? "RU" : "GB", 2);
    }

    if (chance(4) == 0) {
        r->fields |= LN_FIELD_TRAITS;
        r->traits = (uint8_t) (1u << chance(2));
    }
}


static void
any_jurisdictions(void)
{
    char                name[8], text[64];
    unsigned            i, k, except;
    ln_jurisdiction_t  *j;

    static const char *const  terms[] = {
        "country RU", "country UA GB", "region UA-43", "region GB-CAM",
        "registered_country RU", "asn 1", "asn 2 3", "trait vpn",
        "represented_country RU", "geoname 1 2", "network 10.0.0.0/8"
    };

    for (i = 0; i < JURISDICTIONS; i++) {
        (void) snprintf(name, sizeof(name), "j%u", i);
        j = ln_jurisdiction_add(set, ln_str(name), &err);
        assert_non_null(j);

        for (k = 0; k < 1 + chance(3); k++) {
            except = k && chance(3) == 0;

            if (i && chance(5) == 0) {
                (void) snprintf(text, sizeof(text), "%sjurisdiction j%u",
                                except ? "except " : "", chance(i));
            } else {
                (void) snprintf(text, sizeof(text), "%s%s",
                                except ? "except " : "", terms[chance(11)]);
            }

            assert_int_equal(term(j, text), LN_OK);
        }
    }

    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);
}


/*
 * The definition, word by word: of each three databases, one for each thing
 * that anybody knows, those are heard together of which no two both have what
 * they are heard with.  Terms are decided one by one.
 */

#define NOBODY  LN_DATABASES

static unsigned
has(const case_t *c, unsigned i, unsigned of)
{
    return (c->records[i].fields & c->fields[i] & of) != 0;
}


/* Who says it; nobody. */
static unsigned
sayers(const case_t *c, unsigned of, unsigned *list)
{
    unsigned  k, n;

    for (n = 0, k = 0; k < c->source.n; k++) {
        if (has(c, k, of)) {
            list[n++] = k;
        }
    }

    if (n == 0) {
        list[n++] = NOBODY;
    }

    return n;
}


static unsigned
together(const case_t *c, unsigned a, unsigned of_a, unsigned b, unsigned of_b)
{
    return a == b || a == NOBODY || b == NOBODY || !has(c, a, of_b)
           || !has(c, b, of_a);
}


static void
testify(const case_t *c, unsigned place, unsigned as, unsigned registered,
    unsigned *heard)
{
    unsigned                  i;
    ln_address_t              none;
    ln_location_t             l;
    ln_certainty_t            answers[JURISDICTIONS];
    const ln_record_t        *r;
    ln_jurisdiction_reason_t  reasons[JURISDICTIONS];

    memset(&none, 0, sizeof(ln_address_t));
    memset(&l, 0, sizeof(ln_location_t));

    if (place != NOBODY) {
        r = &c->records[place];
        l.located = 1;
        memcpy(l.country, r->country, 2);
        memcpy(l.represented_country, r->represented_country, 2);
        l.ngeonames = r->ngeonames;
        l.geonames[0] = r->geonames[0];
        l.has_city = (r->flags & LN_RECORD_CITY) != 0;

        if (r->nregions) {
            l.nregions = 1;
            (void) snprintf(l.regions[0], 8, "%.2s-%.3s",
                            r->regions_country[0] ? r->regions_country
                                                  : r->country, r->regions[0]);
        }
    }

    if (as != NOBODY) {
        l.asn = c->records[as].asn;
    }

    if (registered != NOBODY) {
        memcpy(l.registered_country, c->records[registered].registered_country,
               2);
    }

    for (i = 0; i < c->source.n; i++) {
        if (has(c, i, LN_FIELD_TRAITS)) {
            l.traits |= c->records[i].traits;
        }
    }

    ln_jurisdictions_explain(set, &l, &none, answers, reasons);

    for (i = 0; i < JURISDICTIONS; i++) {
        heard[i] |= answers[i] == LN_IN ? 1 : answers[i] == LN_OUT ? 2 : 0;
    }
}


static void
define_answers(const case_t *c, unsigned *heard)
{
    unsigned  p, a, r, places[LN_DATABASES], np, as[LN_DATABASES], na;
    unsigned  registered[LN_DATABASES], nr;

    memset(heard, 0, JURISDICTIONS * sizeof(unsigned));

    np = sayers(c, LN_FIELD_PLACE, places);
    na = sayers(c, LN_FIELD_ASN, as);
    nr = sayers(c, LN_FIELD_REGISTERED_COUNTRY, registered);

    for (p = 0; p < np; p++) {
        for (a = 0; a < na; a++) {
            for (r = 0; r < nr; r++) {

                if (together(c, places[p], LN_FIELD_PLACE, as[a], LN_FIELD_ASN)
                    && together(c, places[p], LN_FIELD_PLACE, registered[r],
                                LN_FIELD_REGISTERED_COUNTRY)
                    && together(c, as[a], LN_FIELD_ASN, registered[r],
                                LN_FIELD_REGISTERED_COUNTRY))
                {
                    testify(c, places[p], as[a], registered[r], heard);
                }
            }
        }
    }
}


/* What decisions say of any records is what the definition says. */
static void
test_definition(void **state)
{
    case_t    c;
    said_t    s;
    unsigned  n, i, k, heard[JURISDICTIONS], conflict, seen[3], conflicts;

    conflicts = 0;
    memset(seen, 0, sizeof(seen));

    for (n = 0; n < 40; n++) {
        assert_int_equal(setup(state), 0);
        any_jurisdictions();

        for (k = 0; k < 500; k++) {
            begin(&c);
            c.source.n = 1 + chance(MOST);

            for (i = 0; i < c.source.n; i++) {
                any_record(&c.records[i]);

                if (chance(8) == 0) {
                    c.fields[i] = chance(2) ? ~(unsigned) LN_FIELD_LOCATION
                                            : LN_FIELD_LOCATION;
                }
            }

            s = said(&c);
            define_answers(&c, heard);
            conflict = 0;

            for (i = 0; i < JURISDICTIONS; i++) {
                assert_int_equal(ln_conflicts_has(&s.conflicts, i),
                                 heard[i] == 3);
                assert_int_equal(s.answers[i], heard[i] == 1 ? LN_IN
                                               : heard[i] == 2 ? LN_OUT
                                               : LN_UNCERTAIN);
                conflict |= (heard[i] == 3);
                seen[s.answers[i]]++;
            }

            assert_int_equal(ln_conflicts_any(&s.conflicts), conflict);
            conflicts += conflict;
        }

        assert_int_equal(arena_free(state), 0);
    }

    assert_in_range(conflicts, 2000, 18000);
    assert_in_range(seen[LN_IN], 2000, 238000);
    assert_in_range(seen[LN_OUT], 2000, 238000);
    assert_in_range(seen[LN_UNCERTAIN], 2000, 238000);
}


/* The same answers and conflicts, whatever the location is. */
static void
assert_same(const said_t *a, const said_t *b)
{
    unsigned  i;

    assert_memory_equal(a->answers, b->answers, JURISDICTIONS);

    for (i = 0; i < JURISDICTIONS; i++) {
        assert_int_equal(ln_conflicts_has(&a->conflicts, i),
                         ln_conflicts_has(&b->conflicts, i));
    }
}


/*
 * Another order changes nothing, nor does a database that knows nothing of the
 * address, nor one more that says the same as another.
 */
static void
test_nothing_changes(void **state)
{
    case_t    c, other;
    said_t    s, t;
    unsigned  n, i, k, at, from, order[LN_DATABASES], one, two;

    for (n = 0; n < 20; n++) {
        assert_int_equal(setup(state), 0);
        any_jurisdictions();

        for (k = 0; k < 500; k++) {
            begin(&c);
            c.source.n = 1 + chance(MOST);

            for (i = 0; i < c.source.n; i++) {
                any_record(&c.records[i]);
                order[i] = i;
            }

            s = said(&c);

            for (i = c.source.n; i > 1; i--) {
                at = chance(i);
                from = order[i - 1];
                order[i - 1] = order[at];
                order[at] = from;
            }

            turn(&other, &c, order);
            t = said(&other);
            assert_same(&s, &t);

            for (one = 0; one < c.source.n; one++) {
                for (two = one + 1; two < c.source.n; two++) {
                    assert_int_equal(
                        ln_conflicts_between(&t.conflicts, one, two),
                        order[one] < order[two]
                        ? ln_conflicts_between(&s.conflicts, order[one],
                                               order[two])
                        : ln_conflicts_between(&s.conflicts, order[two],
                                               order[one]));
                }
            }

            other = c;
            begin(&other);
            memcpy(other.records, c.records, sizeof(c.records));
            other.source.n = c.source.n + 1;
            t = said(&other);
            assert_same(&s, &t);
            assert_memory_equal(&s.location, &t.location,
                                sizeof(ln_location_t));

            other.records[c.source.n] = c.records[chance(c.source.n)];
            t = said(&other);
            assert_same(&s, &t);
            assert_memory_equal(&s.location, &t.location,
                                sizeof(ln_location_t));
        }

        assert_int_equal(arena_free(state), 0);
    }
}


/* A location is one record's: no field of its place is another's. */
static void
test_one_place(void **state)
{
    case_t    c;
    said_t    s;

    (void) state;

    define("a", "country RU", "region UA-43", NULL);
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    begin(&c);
    witness(&c, "AS7 reg=FR");
    witness(&c, "UA");
    witness(&c, "UA-43 AS8 reg=RU");
    s = said(&c);

    assert_string_equal(s.location.country, "UA");
    assert_int_equal(s.location.nregions, 0);
    assert_int_equal(s.location.asn, 7);
    assert_string_equal(s.location.registered_country, "FR");
    assert_int_equal(s.answers[0], LN_IN);
    assert_false(ln_conflicts_any(&s.conflicts));
}


/* As many databases as there can be, all of which contradict each other. */
static void
test_most(void **state)
{
    case_t    c;
    said_t    s;
    char      text[16];
    unsigned  i;

    (void) state;

    define("a", "country RU", NULL, NULL);
    define("b", "asn 7", "registered_country RU", NULL);
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    begin(&c);

    for (i = 0; i < LN_DATABASES; i++) {
        (void) snprintf(text, sizeof(text), i < 5 ? "R%c" : i < 10 ? "AS%u"
                                                            : "reg=R%c",
                        i < 5 ? 'Q' + i : i < 10 ? i : 'P' + i - 10);
        witness(&c, text);
    }

    s = said(&c);
    assert_string_equal(letters(&s), "cc");
    assert_int_equal(ln_conflicts_between(&s.conflicts, 0, 15), 0);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_setup_teardown(test_table, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_first, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_pairs, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_pair_between, setup, arena_free),
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_nothing_changes),
        cmocka_unit_test_setup_teardown(test_one_place, setup, arena_free),
        cmocka_unit_test_setup_teardown(test_most, setup, arena_free)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
