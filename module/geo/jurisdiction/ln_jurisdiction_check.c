#include "geo/jurisdiction/ln_jurisdiction_check.h"
#include "geo/location/ln_country.h"
#include "geo/jurisdiction/ln_jurisdiction_nobody.h"


static const char *ln_jurisdiction_remedy(unsigned needs, unsigned fields);
static int ln_jurisdiction_has_geoname(ln_database_t *const *dbs, unsigned n,
    uint32_t id);
static void ln_jurisdiction_warn_nobody(const ln_jurisdiction_t *j,
    ln_warning_pt handler, void *data);
static void ln_jurisdiction_warn_regions(const ln_jurisdiction_t *j,
    const ln_term_t *term, ln_warning_pt handler, void *data);
static int ln_jurisdiction_names(const ln_jurisdiction_t *j,
    const char *country, unsigned except);


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
                            (int) set->names[j->index].len,
                            (const char *) set->names[j->index].data,
                            ln_jurisdiction_remedy(term->needs, fields));
        }
    }

    return LN_OK;
}


int
ln_jurisdictions_check_geonames(const ln_jurisdictions_t *set,
    ln_database_t *const *dbs, unsigned n, const char **file, unsigned *line,
    ln_error_t *err)
{
    unsigned                  k;
    const ln_term_t          *term;
    const ln_jurisdiction_t  *j;

    for (j = set->first; j; j = j->next) {
        for (term = j->terms; term; term = term->next) {

            for (k = 0; term->kind == LN_TERM_GEONAME && k < term->n; k++) {

                if (ln_jurisdiction_has_geoname(dbs, n, term->numbers[k])) {
                    continue;
                }

                *file = term->file;
                *line = term->line;

                return ln_error(err, "no database has the GeoNames id %u of "
                                "jurisdiction \"%.*s\", correct it, or add one "
                                "that has it, like GeoLite2-City, to "
                                "legal_database", (unsigned) term->numbers[k],
                                (int) set->names[j->index].len,
                                (const char *) set->names[j->index].data);
            }
        }
    }

    return LN_OK;
}


static int
ln_jurisdiction_has_geoname(ln_database_t *const *dbs, unsigned n, uint32_t id)
{
    unsigned           i;
    const ln_image_t  *image;

    for (i = 0; i < n; i++) {
        image = ln_database_image(dbs[i]);

        if (ln_gazetteer_find(image->gazetteer, image->header->ngazetteer, id))
        {
            return 1;
        }
    }

    return 0;
}


static const char *
ln_jurisdiction_remedy(unsigned needs, unsigned fields)
{
    if (needs & LN_FIELD_TRAITS) {
        return "add one with these traits, like GeoIP2-Anonymous-IP, to "
               "legal_database";
    }

    switch (needs) {

    case LN_FIELD_ASN:
        return "add one with ASN numbers, like GeoLite2-ASN, to "
               "legal_database";

    case LN_FIELD_COUNTRY:
        return "add one with countries, like GeoLite2-Country, to "
               "legal_database";

    case LN_FIELD_REGISTERED_COUNTRY:
    case LN_FIELD_REPRESENTED_COUNTRY:
        return "add one that has it, like GeoLite2-Country, to "
               "legal_database";

    case LN_FIELD_POSITION:
        return "add one with latitude and longitude, like GeoLite2-City, to "
               "legal_database";

    case LN_FIELD_GEONAME:
        return "add one with GeoNames ids, like GeoLite2-City, to "
               "legal_database";

    default:
        return fields & LN_FIELD_REGION_NAME
               ? "those there are have names of regions of which none is "
                 "known: add GeoLite2-City to legal_database"
               : "add one with regions, like GeoLite2-City, to "
                 "legal_database";
    }
}


void
ln_jurisdictions_warn(const ln_jurisdictions_t *set, ln_warning_pt handler,
    void *data)
{
    unsigned                  i;
    const ln_term_t          *term;
    const ln_jurisdiction_t  *j;

    for (j = set->first; j; j = j->next) {
        for (term = j->terms; term; term = term->next) {

            for (i = 0; i < term->nwarnings; i++) {
                handler(data, term->file, term->line, term->warnings[i]);
            }

            if (term->kind == LN_TERM_REGION) {
                ln_jurisdiction_warn_regions(j, term, handler, data);
            }
        }

        ln_jurisdiction_warn_nobody(j, handler, data);
    }
}


static void
ln_jurisdiction_warn_nobody(const ln_jurisdiction_t *j, ln_warning_pt handler,
    void *data)
{
    ln_str_t          name;
    ln_error_t        text;
    const ln_term_t  *term;

    term = ln_jurisdiction_nobody(j);

    if (term == NULL) {
        return;
    }

    name = j->set->names[j->index];

    (void) ln_error(&text, "nobody is in jurisdiction \"%.*s\": its \"except\" "
                    "terms take out all that its other terms name, correct "
                    "either", (int) name.len, (const char *) name.data);

    handler(data, term->file, term->line, text.text);
}


static void
ln_jurisdiction_warn_regions(const ln_jurisdiction_t *j,
    const ln_term_t *term, ln_warning_pt handler, void *data)
{
    unsigned     i;
    ln_error_t   text;
    const char  *region, *country;

    for (i = 0; i < term->n; i++) {
        region = term->regions[i];
        country = ln_region_country(region);

        if (country == NULL || ln_jurisdiction_names(j, country, term->except))
        {
            continue;
        }

        (void) ln_error(&text, "region \"%s\" has the country code \"%s\", "
                        "too, and most databases have readers there in that "
                        "country: add \"%scountry %s\"", region, country,
                        term->except ? "except " : "", country);

        handler(data, term->file, term->line, text.text);
    }
}


/* Whether a term of the jurisdiction has that country. */

static int
ln_jurisdiction_names(const ln_jurisdiction_t *j, const char *country,
    unsigned except)
{
    unsigned          i;
    const ln_term_t  *term;

    for (term = j->terms; term; term = term->next) {

        if (term->kind != LN_TERM_COUNTRY || term->except != except) {
            continue;
        }

        for (i = 0; i < term->n; i++) {
            if (strcmp(term->countries[i], country) == 0) {
                return 1;
            }
        }
    }

    return 0;
}
