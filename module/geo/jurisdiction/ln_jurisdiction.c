#include "geo/database/ln_gazetteer.h"
#include "geo/jurisdiction/ln_jurisdiction.h"
#include "geo/jurisdiction/ln_jurisdiction_part.h"
#include "geo/plan/ln_plan_decide.h"
#include "geo/plan/ln_plan_geoname.h"
#include "geo/plan/ln_plan_network.h"
#include "ln_ascii.h"


_Static_assert(LN_JURISDICTIONS <= LN_PLAN_JURISDICTIONS,
               "a plan answers all jurisdictions of a set");


static void ln_jurisdictions_geonames(ln_term_t *term,
    ln_database_t *const *dbs, unsigned n);


ln_jurisdictions_t *
ln_jurisdictions_create(const ln_alloc_t *alloc, const char *prefix)
{
    ln_jurisdictions_t  *set;

    set = ln_calloc(alloc, sizeof(ln_jurisdictions_t));

    if (set) {
        set->alloc = *alloc;
        set->prefix = prefix;
        set->last = &set->first;
    }

    return set;
}


ln_jurisdiction_t *
ln_jurisdiction_add(ln_jurisdictions_t *set, ln_str_t name, ln_error_t *err)
{
    ln_str_t           *names;
    unsigned char      *copy;
    ln_jurisdiction_t  *j;

    if (!ln_is_identifier(name)) {
        (void) ln_error(err, "invalid name \"%.*s\", letters, digits, \"_\" "
                        "and \"-\" are allowed", (int) name.len,
                        (const char *) name.data);
        return NULL;
    }

    if (set->count == LN_JURISDICTIONS) {
        (void) ln_error(err, "too many jurisdictions, %u are allowed",
                        LN_JURISDICTIONS);
        return NULL;
    }

    if (ln_jurisdictions_find(set, name) >= 0) {
        (void) ln_error(err, "duplicate jurisdiction \"%.*s\"",
                        (int) name.len, (const char *) name.data);
        return NULL;
    }

    j = ln_calloc(&set->alloc, sizeof(ln_jurisdiction_t));
    copy = ln_alloc(&set->alloc, name.len);
    names = ln_array_push(&set->alloc, set->names, set->count,
                          sizeof(ln_str_t));

    if (j == NULL || copy == NULL || names == NULL) {
        (void) ln_error(err, "no memory");
        return NULL;
    }

    memcpy(copy, name.data, name.len);

    names[set->count].data = copy;
    names[set->count].len = name.len;

    j->set = set;
    j->index = set->count;
    j->last_term = &j->terms;

    *set->last = j;
    set->last = &j->next;
    set->names = names;
    set->count++;

    return j;
}


int
ln_jurisdiction_term(ln_jurisdiction_t *j, const ln_str_t *words,
    unsigned nwords, const char *file, unsigned line, ln_error_t *err)
{
    ln_term_t         *term;
    ln_term_parser_t   parser;

    term = ln_calloc(&j->set->alloc, sizeof(ln_term_t));
    if (term == NULL) {
        return ln_error(err, "no memory");
    }

    term->file = file;
    term->line = line;

    if (ln_str_eq(words[0], ln_str("except"))) {

        if (nwords < 3) {
            return ln_error(err, "invalid number of arguments, \"except\" is "
                            "followed by a term like \"region UA-43\"");
        }

        term->except = 1;
        words++;
        nwords--;
    }

    parser.alloc = &j->set->alloc;
    parser.prefix = j->set->prefix;
    parser.names = j->set->names;
    parser.nnames = j->index;

    if (ln_term_parse(&parser, words, nwords, term, err) != LN_OK) {
        return LN_ERROR;
    }

    j->positive |= !term->except;
    *j->last_term = term;
    j->last_term = &term->next;

    return LN_OK;
}


int
ln_jurisdiction_end(ln_jurisdiction_t *j, ln_error_t *err)
{
    ln_str_t  name;

    if (j->positive) {
        return LN_OK;
    }

    name = j->set->names[j->index];

    if (j->terms == NULL) {
        return ln_error(err, "jurisdiction \"%.*s\" has no terms, nobody would "
                        "be in it: write one, as \"country RU;\"",
                        (int) name.len, (const char *) name.data);
    }

    return ln_error(err, "jurisdiction \"%.*s\" has no term but \"except\" "
                    "ones, nobody would be in it", (int) name.len,
                    (const char *) name.data);
}


int
ln_jurisdictions_end(ln_jurisdictions_t *set, ln_error_t *err)
{
    const ln_term_t          *term;
    const ln_jurisdiction_t  *j;

    set->plan = ln_plan_create(&set->alloc, set->count);

    if (set->plan == NULL) {
        return ln_error(err, "no memory");
    }

    for (j = set->first; j; j = j->next) {
        for (term = j->terms; term; term = term->next) {
            if (ln_plan_term(set->plan, j->index, term) != LN_OK) {
                return ln_error(err, "no memory");
            }
        }
    }

    if (ln_plan_end(set->plan) != LN_OK) {
        return ln_error(err, "no memory");
    }

    ln_jurisdictions_learn_geonames(set, NULL, 0);

    return LN_OK;
}


void
ln_jurisdictions_learn_geonames(ln_jurisdictions_t *set,
    ln_database_t *const *dbs, unsigned n)
{
    ln_term_t          *term;
    ln_jurisdiction_t  *j;

    ln_plan_geonames_begin(set->plan);

    for (j = set->first; j; j = j->next) {
        for (term = j->terms; term; term = term->next) {
            if (term->kind == LN_TERM_GEONAME) {
                ln_jurisdictions_geonames(term, dbs, n);
                ln_plan_geonames_add(set->plan, j->index, term);
            }
        }
    }
}


/*
 * Of each id, what all databases say together, whatever their order: it may lie
 * wherever one of them has it.
 */

static void
ln_jurisdictions_geonames(ln_term_t *term, ln_database_t *const *dbs,
    unsigned n)
{
    unsigned           i, k;
    const ln_image_t  *image;

    for (k = 0; k < term->n; k++) {
        memset(&term->geonames[k], 0, sizeof(ln_geoname_t));

        for (i = 0; i < n; i++) {
            image = ln_database_image(dbs[i]);
            ln_gazetteer_join(&term->geonames[k],
                              ln_gazetteer_find(image->gazetteer,
                                                image->header->ngazetteer,
                                                term->numbers[k]));
        }
    }
}


unsigned
ln_jurisdictions_needs(const ln_jurisdictions_t *set)
{
    return ln_plan_needs(set->plan);
}


unsigned
ln_jurisdictions_count(const ln_jurisdictions_t *set)
{
    return set->count;
}


int
ln_jurisdictions_find(const ln_jurisdictions_t *set, ln_str_t name)
{
    unsigned  i;

    for (i = 0; i < set->count; i++) {
        if (ln_str_eq(set->names[i], name)) {
            return i;
        }
    }

    return -1;
}


ln_str_t
ln_jurisdictions_name(const ln_jurisdictions_t *set, unsigned i)
{
    return set->names[i];
}


void
ln_jurisdictions_decide(const ln_jurisdictions_t *set,
    const ln_location_t *location, const ln_address_t *address,
    ln_certainty_t *answers)
{
    ln_plan_decide(set->plan, location,
                   ln_plan_networks(set->plan, address), answers);
}


unsigned
ln_jurisdictions_networks(const ln_jurisdictions_t *set,
    const ln_address_t *address)
{
    return ln_plan_networks(set->plan, address);
}


int
ln_jurisdictions_networks_within(const ln_jurisdictions_t *set,
    const unsigned char *first, const unsigned char *last)
{
    return ln_plan_networks_within(set->plan, first, last);
}
