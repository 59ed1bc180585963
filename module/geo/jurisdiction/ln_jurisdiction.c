#include "geo/jurisdiction/ln_jurisdiction_part.h"


static void ln_jurisdictions_places(ln_term_t *term,
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
    size_t              i;
    unsigned char       c, *copy;
    ln_jurisdiction_t  *j;

    for (i = 0; i < name.len; i++) {
        c = name.data[i];

        if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
              || c == '_' || c == '-'))
        {
            break;
        }
    }

    if (name.len == 0 || i < name.len) {
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

    if (j == NULL || copy == NULL) {
        (void) ln_error(err, "no memory");
        return NULL;
    }

    memcpy(copy, name.data, name.len);

    j->set = set;
    j->name.data = copy;
    j->name.len = name.len;
    j->last_term = &j->terms;

    *set->last = j;
    set->last = &j->next;
    set->count++;

    return j;
}


int
ln_jurisdiction_term(ln_jurisdiction_t *j, const ln_str_t *words,
    unsigned nwords, const char *file, unsigned line, ln_error_t *err)
{
    ln_term_t  *term;

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

    if (ln_term_parse(&j->set->alloc, j->set->prefix, j->set, words, nwords,
                      term, err)
        != LN_OK)
    {
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
    if (j->positive) {
        return LN_OK;
    }

    return ln_error(err, "jurisdiction \"%.*s\" has no term but \"except\" "
                    "ones, nobody would be in it", (int) j->name.len,
                    (const char *) j->name.data);
}


int
ln_jurisdictions_end(ln_jurisdictions_t *set, ln_error_t *err)
{
    unsigned                  i;
    const ln_term_t          *term;
    const ln_jurisdiction_t  *j;

    set->plan = ln_plan_create(&set->alloc, set->count);

    if (set->plan == NULL) {
        return ln_error(err, "no memory");
    }

    for (i = 0, j = set->first; j; j = j->next, i++) {
        for (term = j->terms; term; term = term->next) {
            if (ln_plan_term(set->plan, i, term) != LN_OK) {
                return ln_error(err, "no memory");
            }
        }
    }

    if (ln_plan_end(set->plan) != LN_OK) {
        return ln_error(err, "no memory");
    }

    ln_jurisdictions_learn(set, NULL, 0);

    return LN_OK;
}


void
ln_jurisdictions_learn(ln_jurisdictions_t *set, ln_database_t *const *dbs,
    unsigned n)
{
    unsigned            i;
    ln_term_t          *term;
    ln_jurisdiction_t  *j;

    ln_plan_learn_begin(set->plan);

    for (i = 0, j = set->first; j; j = j->next, i++) {
        for (term = j->terms; term; term = term->next) {
            if (term->kind == LN_TERM_GEONAME) {
                ln_jurisdictions_places(term, dbs, n);
                ln_plan_learn(set->plan, i, term);
            }
        }
    }
}


/* Of each id, what the first database says that knows the way to it. */

static void
ln_jurisdictions_places(ln_term_t *term, ln_database_t *const *dbs,
    unsigned n)
{
    unsigned               i, k;
    const ln_image_t      *image;
    const ln_gazetteer_t  *place;

    for (k = 0; k < term->n; k++) {
        memset(&term->places[k], 0, sizeof(ln_gazetteer_t));

        for (i = 0; i < n; i++) {
            image = ln_database_image(dbs[i]);
            place = ln_gazetteer_find(image->gazetteer,
                                      image->header->ngazetteer,
                                      term->numbers[k]);

            if (place == NULL) {
                continue;
            }

            if (term->places[k].id == 0
                || (term->places[k].up[0] == 0 && place->up[0]))
            {
                term->places[k] = *place;
            }
        }
    }
}


unsigned
ln_jurisdictions_count(const ln_jurisdictions_t *set)
{
    return set->count;
}


int
ln_jurisdictions_find(const ln_jurisdictions_t *set, ln_str_t name)
{
    int                       i;
    const ln_jurisdiction_t  *j;

    for (i = 0, j = set->first; j; j = j->next, i++) {
        if (ln_str_eq(j->name, name)) {
            return i;
        }
    }

    return -1;
}


ln_str_t
ln_jurisdictions_name(const ln_jurisdictions_t *set, unsigned i)
{
    const ln_jurisdiction_t  *j;

    for (j = set->first; i; j = j->next) {
        i--;
    }

    return j->name;
}


void
ln_jurisdictions_decide(const ln_jurisdictions_t *set,
    const ln_location_t *location, const ln_address_t *address,
    ln_certainty_t *answers)
{
    ln_plan_decide(set->plan, location,
                   ln_plan_networks(set->plan, address), answers);
}


void
ln_jurisdictions_decide_by(const ln_jurisdictions_t *set,
    const ln_location_t *location, unsigned networks, ln_certainty_t *answers)
{
    ln_plan_decide(set->plan, location, networks, answers);
}


unsigned
ln_jurisdictions_networks(const ln_jurisdictions_t *set,
    const ln_address_t *address)
{
    return ln_plan_networks(set->plan, address);
}
