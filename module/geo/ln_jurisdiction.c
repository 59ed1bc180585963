#include "ln_jurisdiction.h"
#include "ln_term.h"


struct ln_jurisdiction_s {
    ln_jurisdictions_t  *set;
    ln_jurisdiction_t   *next;
    ln_str_t             name;
    ln_term_t           *terms;
    ln_term_t          **last_term;
    unsigned             positive:1;
};

struct ln_jurisdictions_s {
    ln_alloc_t            alloc;
    const char           *prefix;
    ln_jurisdiction_t    *first;
    ln_jurisdiction_t   **last;
    unsigned              count;
};


static ln_certainty_t ln_jurisdiction_decide(const ln_jurisdiction_t *j,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);
static const char *ln_jurisdiction_remedy(unsigned needs, unsigned fields);


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
ln_jurisdictions_check(const ln_jurisdictions_t *set, unsigned fields,
    const char **file, unsigned *line, ln_error_t *err)
{
    const ln_term_t          *term;
    const ln_jurisdiction_t  *j;

    for (j = set->first; j; j = j->next) {
        for (term = j->terms; term; term = term->next) {

            if ((term->needs & ~fields) == 0) {
                continue;
            }

            *file = term->file;
            *line = term->line;

            return ln_error(err, "no database can answer the term \"%s\" of "
                            "jurisdiction \"%.*s\", %s", term->name,
                            (int) j->name.len, (const char *) j->name.data,
                            ln_jurisdiction_remedy(term->needs, fields));
        }
    }

    return LN_OK;
}


static const char *
ln_jurisdiction_remedy(unsigned needs, unsigned fields)
{
    switch (needs) {

    case LN_FIELD_ASN:
        return "add one with ASN numbers, like GeoLite2-ASN, to "
               "legal_database";

    case LN_FIELD_TRAITS:
        return "add a GeoIP2-Anonymous-IP one to legal_database";

    case LN_FIELD_COUNTRY:
    case LN_FIELD_REGISTERED_COUNTRY:
        return "add one with countries, like GeoLite2-Country, to "
               "legal_database";

    default:
        return fields & LN_FIELD_REGION_NAME
               ? "those there are have names of regions and no codes, add "
                 "GeoLite2-City to legal_database"
               : "add one with regions, like GeoLite2-City, to "
                 "legal_database";
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
    unsigned                  i;
    const ln_jurisdiction_t  *j;

    for (i = 0, j = set->first; j; j = j->next, i++) {
        answers[i] = ln_jurisdiction_decide(j, location, address, answers);
    }
}


/* OR of the terms AND NOT each `except`: max, min and 2 - x. */

static ln_certainty_t
ln_jurisdiction_decide(const ln_jurisdiction_t *j,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers)
{
    ln_certainty_t    any, none, answer;
    const ln_term_t  *term;

    any = LN_OUT;
    none = LN_IN;

    for (term = j->terms; term; term = term->next) {
        answer = term->decide(term, location, address, answers);

        if (term->except) {
            answer = LN_IN - answer;
            none = answer < none ? answer : none;

        } else {
            any = answer > any ? answer : any;
        }
    }

    return any < none ? any : none;
}
