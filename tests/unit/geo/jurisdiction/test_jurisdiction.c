/* Jurisdictions: three-valued answers, and errors that name the remedy. */

#define _GNU_SOURCE

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/location/ln_country.h"
#include "geo/jurisdiction/ln_memo.h"
#include "../../chance.h"


#define MAX_BLOCKS         65536
#define MAX_JURISDICTIONS  160


typedef struct {
    void      *blocks[MAX_BLOCKS];
    unsigned   n;
    unsigned   most;
} arena_t;


static arena_t              arena = { .most = MAX_BLOCKS };
static ln_alloc_t           alloc;
static ln_jurisdictions_t  *set;
static ln_error_t           err;


static void *
take(void *data, size_t size)
{
    arena_t  *a = data;

    if (a->n == a->most) {
        return NULL;
    }

    return a->blocks[a->n++] = malloc(size ? size : 1);
}


static int
setup(void **state)
{
    (void) state;

    arena.n = 0;
    arena.most = MAX_BLOCKS;
    alloc.alloc = take;
    alloc.arena = &arena;
    set = ln_jurisdictions_create(&alloc, "/nowhere/");
    memset(&err, 0, sizeof(ln_error_t));

    return set == NULL;
}


static int
teardown(void **state)
{
    (void) state;

    while (arena.n) {
        free(arena.blocks[--arena.n]);
    }

    return 0;
}


/* A term from words with single blanks between; nothing stands behind one. */
static int
term(ln_jurisdiction_t *j, const char *text)
{
    int       rc;
    char      copy[256], *word;
    unsigned  n;
    ln_str_t  words[16];

    assert_true(strlen(text) < sizeof(copy));
    strcpy(copy, text);
    n = 0;

    for (word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        words[n].len = strlen(word);
        words[n].data = memcpy(malloc(words[n].len), word, words[n].len);
        n++;
    }

    rc = ln_jurisdiction_term(j, words, n, "file", 7, &err);

    while (n) {
        free((void *) words[--n].data);
    }

    return rc;
}


/* Defines name by up to three terms, all of which must be right. */
static void
define(const char *name, const char *a, const char *b, const char *c)
{
    ln_jurisdiction_t  *j;

    j = ln_jurisdiction_add(set, ln_str(name), &err);
    assert_non_null(j);

    assert_int_equal(term(j, a), LN_OK);

    if (b) {
        assert_int_equal(term(j, b), LN_OK);
    }

    if (c) {
        assert_int_equal(term(j, c), LN_OK);
    }

    assert_int_equal(ln_jurisdiction_end(j, &err), LN_OK);
}


/* Decides, in both ways, which must agree. */
static void
decide(const ln_location_t *location, const ln_address_t *address,
    ln_certainty_t *answers)
{
    unsigned                  i, n;
    ln_certainty_t            slow[MAX_JURISDICTIONS];
    ln_jurisdiction_reason_t  reasons[MAX_JURISDICTIONS];

    n = ln_jurisdictions_count(set);
    assert_in_range(n, 1, MAX_JURISDICTIONS);

    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);
    ln_jurisdictions_decide(set, location, address, answers);
    ln_jurisdictions_explain(set, location, address, slow, reasons);

    for (i = 0; i < n; i++) {
        assert_int_equal(answers[i], slow[i]);
    }
}


/* The answer of the last jurisdiction for a code ("" for nowhere). */
static ln_certainty_t
answer(const char *code, const char *ip)
{
    int             last;
    ln_address_t    address;
    ln_location_t   location;
    ln_certainty_t  answers[32];

    (void) ln_location_from_code(ln_str(code), &location);
    (void) ln_address_parse(ln_str(ip), &address);

    last = (int) ln_jurisdictions_count(set) - 1;
    assert_in_range(last, 0, 31);
    decide(&location, &address, answers);

    return answers[last];
}


static void
test_country(void **state)
{
    (void) state;

    define("a", "country RU BY", NULL, NULL);

    assert_int_equal(answer("RU", ""), LN_IN);
    assert_int_equal(answer("BY", ""), LN_IN);
    assert_int_equal(answer("RU-MOW", ""), LN_IN);
    assert_int_equal(answer("DE", ""), LN_OUT);
    assert_int_equal(answer("", ""), LN_UNCERTAIN);
}


static void
test_region(void **state)
{
    (void) state;

    define("a", "region UA-43 UA-40", NULL, NULL);

    assert_int_equal(answer("UA-43", ""), LN_IN);
    assert_int_equal(answer("UA-40", ""), LN_IN);
    assert_int_equal(answer("UA-30", ""), LN_OUT);
    assert_int_equal(answer("UA", ""), LN_UNCERTAIN);
    assert_int_equal(answer("RU", ""), LN_OUT);
    assert_int_equal(answer("", ""), LN_UNCERTAIN);
}


static void
test_network(void **state)
{
    (void) state;

    define("a", "network 10.0.0.0/8 2001:db8::/32 10.2.0.0/16", NULL, NULL);

    assert_int_equal(answer("", "10.0.0.0"), LN_IN);
    assert_int_equal(answer("", "10.255.255.255"), LN_IN);
    assert_int_equal(answer("", "9.255.255.255"), LN_OUT);
    assert_int_equal(answer("", "11.0.0.0"), LN_OUT);
    assert_int_equal(answer("", "2001:db8:ffff::1"), LN_IN);
    assert_int_equal(answer("", "2001:db9::"), LN_OUT);
    assert_int_equal(answer("", "::ffff:10.1.2.3"), LN_IN);
    assert_int_equal(answer("", ""), LN_OUT);
}


/*
 * Kleene's tables: a region of Ukraine is uncertain for "UA", in for "UA-43"
 * and out for "UA-30"; the network is in or out at will.
 */
static void
test_or(void **state)
{
    (void) state;

    define("a", "region UA-43", "network 10.0.0.0/8", NULL);

    assert_int_equal(answer("UA-43", "10.0.0.1"), LN_IN);
    assert_int_equal(answer("UA-43", "11.0.0.1"), LN_IN);
    assert_int_equal(answer("UA", "10.0.0.1"), LN_IN);
    assert_int_equal(answer("UA", "11.0.0.1"), LN_UNCERTAIN);
    assert_int_equal(answer("UA-30", "10.0.0.1"), LN_IN);
    assert_int_equal(answer("UA-30", "11.0.0.1"), LN_OUT);
}


static void
test_and_not(void **state)
{
    (void) state;

    define("a", "network 10.0.0.0/8", "except region UA-43", NULL);

    assert_int_equal(answer("UA-43", "10.0.0.1"), LN_OUT);
    assert_int_equal(answer("UA", "10.0.0.1"), LN_UNCERTAIN);
    assert_int_equal(answer("UA-30", "10.0.0.1"), LN_IN);
    assert_int_equal(answer("UA-43", "11.0.0.1"), LN_OUT);
    assert_int_equal(answer("UA", "11.0.0.1"), LN_OUT);
    assert_int_equal(answer("UA-30", "11.0.0.1"), LN_OUT);

    define("b", "region UA-43", "except network 10.0.0.0/8", NULL);

    assert_int_equal(answer("UA", "11.0.0.1"), LN_UNCERTAIN);
    assert_int_equal(answer("UA", "10.0.0.1"), LN_OUT);

    define("c", "region UA-43", "except region UA-40", NULL);

    assert_int_equal(answer("UA", ""), LN_UNCERTAIN);
    assert_int_equal(answer("UA-40", ""), LN_OUT);
    assert_int_equal(answer("UA-43", ""), LN_IN);
}


static void
test_nested(void **state)
{
    (void) state;

    define("ru", "country RU", NULL, NULL);
    define("rc", "jurisdiction ru", "region UA-43", NULL);
    define("outer", "jurisdiction rc", "except jurisdiction ru", NULL);

    assert_int_equal(answer("RU", ""), LN_OUT);
    assert_int_equal(answer("UA-43", ""), LN_IN);
    assert_int_equal(answer("UA", ""), LN_UNCERTAIN);
    assert_int_equal(answer("", ""), LN_UNCERTAIN);
}


static void
test_groups(void **state)
{
    size_t              i;
    static const char  *eu[] = {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR",
        "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO",
        "SE", "SI", "SK"
    };
    static const char  *eea[] = { "IS", "LI", "NO" };
    static const char  *neither[] = { "GB", "CH", "TR", "RU", "US", "UA" };

    (void) state;

    define("eu", "group EU", NULL, NULL);

    for (i = 0; i < 27; i++) {
        assert_int_equal(answer(eu[i], ""), LN_IN);
    }

    for (i = 0; i < 3; i++) {
        assert_int_equal(answer(eea[i], ""), LN_OUT);
    }

    define("eea", "group EEA", NULL, NULL);

    for (i = 0; i < 27; i++) {
        assert_int_equal(answer(eu[i], ""), LN_IN);
    }

    for (i = 0; i < 3; i++) {
        assert_int_equal(answer(eea[i], ""), LN_IN);
    }

    for (i = 0; i < 6; i++) {
        assert_int_equal(answer(neither[i], ""), LN_OUT);
    }
}


static void
test_records(void **state)
{
    ln_address_t    address;
    ln_location_t   location;
    ln_certainty_t  answers[8];

    (void) state;

    define("asn", "asn 12389 1", NULL, NULL);
    define("tor", "trait tor vpn", NULL, NULL);
    define("geo", "geoname 524901", NULL, NULL);
    define("reg", "registered_country RU", NULL, NULL);

    memset(&address, 0, sizeof(ln_address_t));
    memset(&location, 0, sizeof(ln_location_t));

    decide(&location, &address, answers);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(answers[1], LN_OUT);
    assert_int_equal(answers[2], LN_UNCERTAIN);
    assert_int_equal(answers[3], LN_UNCERTAIN);

    location.asn = 12389;
    location.traits = LN_TRAIT_VPN;
    location.geonames[0] = 2017370;
    location.geonames[1] = 524901;
    location.ngeonames = 2;
    memcpy(location.registered_country, "RU", 3);

    decide(&location, &address, answers);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(answers[1], LN_IN);
    assert_int_equal(answers[2], LN_IN);
    assert_int_equal(answers[3], LN_IN);

    location.asn = 2;
    location.traits = LN_TRAIT_HOSTING;
    location.geonames[1] = 498817;
    location.has_city = 1;
    memcpy(location.registered_country, "DE", 3);

    decide(&location, &address, answers);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(answers[1], LN_OUT);
    assert_int_equal(answers[2], LN_OUT);
    assert_int_equal(answers[3], LN_OUT);
}


/* What is in a region is in the region around it, and not the other way. */
static void
test_region_levels(void **state)
{
    ln_address_t    nowhere;
    ln_location_t   location;
    ln_certainty_t  answers[8];

    (void) state;

    define("england", "region GB-ENG", NULL, NULL);
    define("cambridgeshire", "region GB-CAM", NULL, NULL);
    define("scotland", "region GB-SCT", NULL, NULL);
    memset(&nowhere, 0, sizeof(ln_address_t));

    (void) ln_location_from_code(ln_str("GB-CAM"), &location);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(answers[1], LN_IN);
    assert_int_equal(answers[2], LN_OUT);

    (void) ln_location_from_code(ln_str("GB-ENG"), &location);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(answers[1], LN_UNCERTAIN);
    assert_int_equal(answers[2], LN_OUT);

    (void) ln_location_from_code(ln_str("GB-KEN"), &location);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(answers[1], LN_OUT);
}


/* A base abroad is where it is; who wants it by its flag has a term for it. */
static void
test_represented(void **state)
{
    ln_address_t    nowhere;
    ln_location_t   location;
    ln_certainty_t  answers[8];

    (void) state;

    define("us", "country US", NULL, NULL);
    define("flag", "represented_country US", NULL, NULL);
    memset(&nowhere, 0, sizeof(ln_address_t));

    (void) ln_location_from_code(ln_str("DE"), &location);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(answers[1], LN_OUT);

    memcpy(location.represented_country, "US", 3);
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(answers[1], LN_IN);

    memset(&location, 0, sizeof(ln_location_t));
    decide(&location, &nowhere, answers);
    assert_int_equal(answers[0], LN_UNCERTAIN);
    assert_int_equal(answers[1], LN_UNCERTAIN);
}


/*
 * Any terms at any place: decide() compares the plan with the terms.  Sets of
 * one word of bits, a full one, and more.
 */
static void
test_random(void **state)
{
    char                text[64], name[16];
    unsigned            i, k, n, m;
    ln_address_t        address;
    ln_location_t       l;
    ln_certainty_t      answers[MAX_JURISDICTIONS];
    ln_jurisdiction_t  *j;

    static const unsigned  sizes[] = { 20, 64, 65, MAX_JURISDICTIONS };

    static const char *const  countries[] = { "GB", "RU", "UA", "FR" };
    static const char *const  regions[] = {
        "GB-ENG", "GB-CAM", "GB-SCT", "RU-MOW", "UA-43", "FR-IDF", "FR-75C"
    };
    static const char *const  ips[] = { "10.0.0.1", "10.1.0.1", "2001:db8::1",
                                        "11.0.0.1", "" };
    static const char *const  terms[] = {
        "country GB", "country RU UA", "group EU", "region GB-ENG",
        "region GB-CAM UA-43", "registered_country FR", "asn 1 2",
        "represented_country GB", "network 10.0.0.0/8 2001:db8::/32",
        "network 10.1.0.0/16", "trait tor hosting", "trait vpn",
        "geoname 5 6", "geoname 7"
    };

    for (n = 0; n < 60; n++) {

        assert_int_equal(setup(state), 0);

        for (i = 0; i < sizes[n % 4]; i++) {
            (void) snprintf(name, sizeof(name), "j%u", i);
            j = ln_jurisdiction_add(set, ln_str(name), &err);
            assert_non_null(j);

            for (k = 0; k < 1 + chance(5); k++) {
                m = (unsigned) snprintf(text, sizeof(text), "%s",
                                        k && chance(3) == 0 ? "except " : "");

                if (i > 1 && chance(6) == 0) {
                    (void) snprintf(text + m, sizeof(text) - m,
                                    "jurisdiction j%u j%u", chance(i),
                                    chance(i));
                } else {
                    (void) snprintf(text + m, sizeof(text) - m, "%s",
                                    terms[chance(14)]);
                }

                assert_int_equal(term(j, text), LN_OK);
            }
        }

        for (i = 0; i < 200; i++) {
            memset(&l, 0, sizeof(ln_location_t));

            if (chance(5)) {
                memcpy(l.country, countries[chance(4)], 2);
            }

            if (chance(2)) {
                (void) snprintf(l.regions[0], 8, "%s", regions[chance(7)]);
                memcpy(l.country, l.regions[0], 2);
                l.nregions = 1;
            }

            if (chance(2)) {
                memcpy(l.registered_country, countries[chance(4)], 2);
            }

            if (chance(2)) {
                memcpy(l.represented_country, countries[chance(4)], 2);
            }

            l.located = chance(2);
            l.asn = chance(4);
            l.traits = chance(32);
            l.ngeonames = chance(3);
            l.geonames[0] = 3 + chance(5);
            l.geonames[1] = 3 + chance(5);
            l.has_city = l.ngeonames && chance(2);

            (void) ln_address_parse(ln_str(ips[chance(5)]), &address);
            decide(&l, &address, answers);
        }

        assert_int_equal(teardown(state), 0);
    }
}


static void
test_many(void **state)
{
    char                name[8];
    unsigned            i;
    ln_jurisdiction_t  *j;
    ln_location_t       l;
    ln_address_t        a;
    ln_certainty_t      answers[LN_JURISDICTIONS];

    (void) state;

    for (i = 0; i < LN_JURISDICTIONS; i++) {
        (void) snprintf(name, sizeof(name), "j%u", i);
        j = ln_jurisdiction_add(set, ln_str(name), &err);
        assert_non_null(j);
        assert_int_equal(term(j, i % 3 ? "country RU" : "country DE"), LN_OK);
    }

    assert_null(ln_jurisdiction_add(set, ln_str("one-more"), &err));
    assert_non_null(strstr(err.text, "too many"));

    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);
    (void) ln_location_from_code(ln_str("RU"), &l);
    memset(&a, 0, sizeof(ln_address_t));
    ln_jurisdictions_decide(set, &l, &a, answers);

    for (i = 0; i < LN_JURISDICTIONS; i++) {
        assert_int_equal(answers[i], i % 3 ? LN_IN : LN_OUT);
    }
}


static void
test_explain(void **state)
{
    ln_address_t              a;
    ln_location_t             l;
    ln_certainty_t            answers[4];
    ln_jurisdiction_reason_t  reasons[4];

    (void) state;

    define("rc", "country RU", "region UA-43 UA-40", "except asn 1");
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);
    memset(&a, 0, sizeof(ln_address_t));

    (void) ln_location_from_code(ln_str("UA-40"), &l);
    ln_jurisdictions_explain(set, &l, &a, answers, reasons);
    assert_int_equal(answers[0], LN_IN);
    assert_true(ln_str_eq(reasons[0].text, ln_str("region UA-43 UA-40")));
    assert_string_equal(reasons[0].file, "file");
    assert_int_equal(reasons[0].line, 7);
    assert_int_equal(reasons[0].except, 0);

    l.asn = 1;
    ln_jurisdictions_explain(set, &l, &a, answers, reasons);
    assert_int_equal(answers[0], LN_OUT);
    assert_true(ln_str_eq(reasons[0].text, ln_str("asn 1")));
    assert_int_equal(reasons[0].except, 1);

    (void) ln_location_from_code(ln_str("DE"), &l);
    ln_jurisdictions_explain(set, &l, &a, answers, reasons);
    assert_int_equal(answers[0], LN_OUT);
    assert_int_equal(reasons[0].text.len, 0);
}


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
test_check(void **state)
{
    unsigned     line;
    const char  *file;

    (void) state;

    define("net", "network 10.0.0.0/8", NULL, NULL);
    assert_int_equal(ln_jurisdictions_check(set, 0, &file, &line, &err),
                     LN_OK);

    define("c", "region RU-MOW", NULL, NULL);
    assert_int_equal(ln_jurisdictions_check(set, LN_FIELD_COUNTRY, &file,
                                            &line, &err), LN_ERROR);
    assert_string_equal(file, "file");
    assert_int_equal(line, 7);
    assert_non_null(strstr(err.text, "\"region\""));

    assert_int_equal(ln_jurisdictions_check(set, LN_FIELD_COUNTRY
                                            |LN_FIELD_REGION, &file, &line,
                                            &err), LN_OK);
}


/* What lacks is named with what to add. */
static void
test_remedies(void **state)
{
    size_t       i;
    unsigned     line;
    const char  *file;

    static const struct {
        const char  *term;
        unsigned     fields;
        const char  *says;
    } cases[] = {
        { "asn 1", LN_FIELD_COUNTRY, "GeoLite2-ASN" },
        { "trait tor", LN_FIELD_COUNTRY, "GeoIP2-Anonymous-IP" },
        { "country RU", LN_FIELD_ASN, "GeoLite2-Country" },
        { "registered_country RU", LN_FIELD_COUNTRY, "that has it" },
        { "represented_country RU", LN_FIELD_COUNTRY, "that has it" },
        { "geoname 1", LN_FIELD_COUNTRY, "GeoNames ids" },
        { "region UA-43", LN_FIELD_COUNTRY, "with regions" },
        { "region UA-43", LN_FIELD_COUNTRY|LN_FIELD_REGION_NAME,
          "names of regions and no codes, as DB-IP's" }
    };

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(setup(state), 0);
        define("a", cases[i].term, NULL, NULL);

        assert_int_equal(ln_jurisdictions_check(set, cases[i].fields, &file,
                                                &line, &err), LN_ERROR);

        if (strstr(err.text, cases[i].says) == NULL) {
            fail_msg("\"%s\" says \"%s\"", cases[i].term, err.text);
        }

        assert_int_equal(teardown(state), 0);
    }
}


/* Memory may end anywhere: an error, and what was there stays usable. */
static void
test_no_memory(void **state)
{
    size_t               i;
    unsigned             n;
    ln_memo_t           *memo;
    ln_jurisdiction_t   *j;

    static const char *const  terms[] = {
        "country RU BY", "group EU", "region GB-ENG GB-CAM", "geoname 1 2",
        "registered_country RU", "represented_country RU",
        "network 10.0.0.0/8 2001:db8::/32", "asn 1 2 3", "trait tor vpn",
        "except country DE"
    };

    for (n = 0; n < 1000; n++) {
        arena.n = 0;
        arena.most = n;
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

        memo = NULL;

        if (j && ln_jurisdictions_end(set, &err) == LN_OK) {
            memo = ln_memo_create(&alloc, 2);
        }

        if (set && memo == NULL && n > 1 && err.text[0]) {
            assert_string_equal(err.text, "no memory");
        }

        assert_int_equal(teardown(state), 0);

        if (memo) {
            break;
        }
    }

    arena.most = MAX_BLOCKS;
    assert_in_range(n, 30, 999);
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


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_setup_teardown(test_country, setup, teardown),
        cmocka_unit_test_setup_teardown(test_region, setup, teardown),
        cmocka_unit_test_setup_teardown(test_network, setup, teardown),
        cmocka_unit_test_setup_teardown(test_or, setup, teardown),
        cmocka_unit_test_setup_teardown(test_and_not, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nested, setup, teardown),
        cmocka_unit_test_setup_teardown(test_groups, setup, teardown),
        cmocka_unit_test_setup_teardown(test_records, setup, teardown),
        cmocka_unit_test_setup_teardown(test_region_levels, setup, teardown),
        cmocka_unit_test_setup_teardown(test_represented, setup, teardown),
        cmocka_unit_test(test_random),
        cmocka_unit_test_setup_teardown(test_many, setup, teardown),
        cmocka_unit_test_setup_teardown(test_explain, setup, teardown),
        cmocka_unit_test_setup_teardown(test_network_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_area, setup, teardown),
        cmocka_unit_test_setup_teardown(test_check, setup, teardown),
        cmocka_unit_test(test_remedies),
        cmocka_unit_test_setup_teardown(test_errors, setup, teardown),
        cmocka_unit_test(test_no_memory)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
