/*
 * What codes and ranges alone tell: that a region is in a country, a country in
 * a group.  Where that says nothing, as of a city in a region, somebody may be
 * in the jurisdiction.
 */

#include "geo/jurisdiction/ln_jurisdiction_nobody.h"
#include "geo/location/ln_country.h"


static const ln_jurisdiction_t *ln_jurisdiction_at(
    const ln_jurisdictions_t *set, unsigned index);
static int ln_jurisdiction_excepts(const ln_jurisdiction_t *of,
    const ln_term_t *term, unsigned i);
static int ln_jurisdiction_excepts_all(const ln_jurisdiction_t *of,
    const ln_jurisdiction_t *inner);
static int ln_jurisdiction_holds(const ln_jurisdictions_t *set,
    const ln_term_t *outer, const ln_term_t *term, unsigned i);
static int ln_jurisdiction_holds_item(const ln_term_t *outer, unsigned k,
    const ln_term_t *term, unsigned i);
static int ln_jurisdiction_has_network(const ln_term_t *outer,
    const ln_network_t *network);
static int ln_jurisdiction_has_region(const ln_term_t *outer, unsigned k,
    const char *region);


const ln_term_t *
ln_jurisdiction_nobody(const ln_jurisdiction_t *j)
{
    const ln_term_t  *term;

    if (!ln_jurisdiction_excepts_all(j, j)) {
        return NULL;
    }

    for (term = j->terms; term && term->except; term = term->next) {
        /* void */
    }

    return term;
}


static const ln_jurisdiction_t *
ln_jurisdiction_at(const ln_jurisdictions_t *set, unsigned index)
{
    const ln_jurisdiction_t  *j;

    for (j = set->first; j->index != index; j = j->next) {
        /* void */
    }

    return j;
}


/* Whether the `except` terms of `of` take out all who are in inner. */

static int
ln_jurisdiction_excepts_all(const ln_jurisdiction_t *of,
    const ln_jurisdiction_t *inner)
{
    unsigned          i;
    const ln_term_t  *term;

    for (term = inner->terms; term; term = term->next) {

        if (term->except) {
            continue;
        }

        if (term->kind == LN_TERM_TRAIT) {
            if (!ln_jurisdiction_excepts(of, term, 0)) {
                return 0;
            }

            continue;
        }

        for (i = 0; i < term->n; i++) {
            if (!ln_jurisdiction_excepts(of, term, i)) {
                return 0;
            }
        }
    }

    return 1;
}


/* .. all who are in item i of a term. */

static int
ln_jurisdiction_excepts(const ln_jurisdiction_t *of, const ln_term_t *term,
    unsigned i)
{
    const ln_term_t  *outer;

    for (outer = of->terms; outer; outer = outer->next) {
        if (outer->except
            && ln_jurisdiction_holds(of->set, outer, term, i))
        {
            return 1;
        }
    }

    return term->kind == LN_TERM_JURISDICTION
           && ln_jurisdiction_excepts_all(of,
                          ln_jurisdiction_at(of->set, term->numbers[i]));
}


/* Whether all who are in item i of a term are in the term outer. */

static int
ln_jurisdiction_holds(const ln_jurisdictions_t *set, const ln_term_t *outer,
    const ln_term_t *term, unsigned i)
{
    unsigned                  k;
    const ln_term_t          *inner;
    const ln_jurisdiction_t  *j;

    if (outer->kind == LN_TERM_TRAIT) {
        return term->kind == LN_TERM_TRAIT
               && (term->traits & ~outer->traits) == 0;
    }

    if (outer->kind == LN_TERM_NETWORK) {
        return term->kind == LN_TERM_NETWORK
               && ln_jurisdiction_has_network(outer, &term->networks[i]);
    }

    for (k = 0; k < outer->n; k++) {

        if (ln_jurisdiction_holds_item(outer, k, term, i)) {
            return 1;
        }

        if (outer->kind != LN_TERM_JURISDICTION) {
            continue;
        }

        j = ln_jurisdiction_at(set, outer->numbers[k]);

        for (inner = j->terms; inner && !inner->except; inner = inner->next) {
            /* void */
        }

        if (inner) {

            /* whom its own `except` terms leave in it is not told */

            continue;
        }

        for (inner = j->terms; inner; inner = inner->next) {
            if (ln_jurisdiction_holds(set, inner, term, i)) {
                return 1;
            }
        }
    }

    return 0;
}


/* .. in item k of the term outer. */

static int
ln_jurisdiction_holds_item(const ln_term_t *outer, unsigned k,
    const ln_term_t *term, unsigned i)
{
    if (term->kind == LN_TERM_REGION) {
        return ln_jurisdiction_has_region(outer, k, term->regions[i]);
    }

    if (outer->kind != term->kind) {
        return 0;
    }

    switch (term->kind) {

    case LN_TERM_COUNTRY:
    case LN_TERM_REGISTERED_COUNTRY:
    case LN_TERM_REPRESENTED_COUNTRY:
        return strcmp(outer->countries[k], term->countries[i]) == 0;

    case LN_TERM_GEONAME:
    case LN_TERM_ASN:
    case LN_TERM_JURISDICTION:
        return outer->numbers[k] == term->numbers[i];

    default: /* LN_TERM_AREA */
        return outer->n == 1 && term->n == 1
               && ln_str_eq(outer->text, term->text);
    }
}


/* Networks of a term are sorted, and none overlaps another one. */

static int
ln_jurisdiction_has_network(const ln_term_t *outer,
    const ln_network_t *network)
{
    unsigned  low, high, middle;

    low = 0;
    high = outer->n;

    while (low < high) {
        middle = low + (high - low) / 2;

        if (memcmp(outer->networks[middle].last, network->first, 16) < 0) {
            low = middle + 1;

        } else {
            high = middle;
        }
    }

    return low < outer->n
           && memcmp(outer->networks[low].first, network->first, 16) <= 0
           && memcmp(outer->networks[low].last, network->last, 16) >= 0;
}


static int
ln_jurisdiction_has_region(const ln_term_t *outer, unsigned k,
    const char *region)
{
    if (outer->kind == LN_TERM_REGION) {
        return strcmp(outer->regions[k], region) == 0
               || ln_region_within(region, outer->regions[k]);
    }

    return outer->kind == LN_TERM_COUNTRY
           && memcmp(outer->countries[k], region, 2) == 0;
}
