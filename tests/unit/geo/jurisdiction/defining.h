/* Jurisdictions of a test: an arena for them, and terms from one string. */

#ifndef LN_TEST_DEFINING_H
#define LN_TEST_DEFINING_H

#include "geo/jurisdiction/ln_jurisdiction_explain.h"
#include "../../arena.h"


#define MAX_JURISDICTIONS  160


static ln_jurisdictions_t  *set;
static ln_error_t           err;


static inline int
setup(void **state)
{
    (void) state;

    set = ln_jurisdictions_create(&alloc, "/nowhere/");
    memset(&err, 0, sizeof(ln_error_t));

    return set == NULL;
}


/* A term from words with single blanks between; nothing stands behind one. */
static inline int
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
static inline void
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
static inline void
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
static inline ln_certainty_t
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


#endif
