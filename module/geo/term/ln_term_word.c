#include "geo/area/ln_geojson_file.h"
#include "geo/location/ln_country.h"
#include "geo/term/ln_term_path.h"
#include "geo/term/ln_term_warning.h"
#include "geo/term/ln_term_word.h"
#include "ln_ascii.h"


static int ln_term_region_unknown(ln_str_t word, ln_error_t *err);
static int ln_term_has_comma(ln_str_t word);
static int ln_term_comma(const char *what, ln_str_t word, ln_error_t *err);


int
ln_term_country(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    const char  *near;

    if (!ln_country_known(word)) {
        if (ln_country_group(word) != NULL) {
            return ln_error(err, "unknown country \"%.*s\", it is a group: "
                            "write \"group %.*s\"", (int) word.len,
                            (const char *) word.data, (int) word.len,
                            (const char *) word.data);
        }

        if (ln_term_has_comma(word)) {
            return ln_term_comma("country", word, err);
        }

        if (ln_region_now(word)) {
            return ln_error(err, "unknown country \"%.*s\", it is a region: "
                            "write \"region %.*s\"", (int) word.len,
                            (const char *) word.data, (int) word.len,
                            (const char *) word.data);
        }

        near = ln_country_suggest(word);

        return ln_error(err, "unknown country \"%.*s\"%s%s%s", (int) word.len,
                        (const char *) word.data,
                        near ? ", did you mean \"" : ", an ISO 3166-1 alpha-2 "
                                                     "code is expected",
                        near ? near : "", near ? "\"?" : "");
    }

    term->countries = ln_array_push(p->alloc, term->countries, term->n,
                                    sizeof(term->countries[0]));
    if (term->countries == NULL) {
        return ln_error(err, "no memory");
    }

    memset(term->countries[term->n], 0, sizeof(term->countries[0]));
    memcpy(term->countries[term->n++], word.data, 2);

    return LN_OK;
}


int
ln_term_group(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    const char *const  *group;

    group = ln_country_group(word);

    if (group == NULL) {
        return ln_error(err, "unknown group \"%.*s\", write \"EU\" or "
                        "\"EEA\"", (int) word.len, (const char *) word.data);
    }

    for ( /* void */ ; *group; group++) {
        if (ln_term_country(p, ln_str(*group), term, err) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


int
ln_term_region(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    const char  *now;

    now = ln_region_now(word);

    if (now == NULL) {
        return ln_term_region_unknown(word, err);
    }

    term->regions = ln_array_push(p->alloc, term->regions, term->n,
                                  sizeof(term->regions[0]));
    if (term->regions == NULL) {
        return ln_error(err, "no memory");
    }

    memset(term->regions[term->n], 0, sizeof(term->regions[0]));
    memcpy(term->regions[term->n++], now, strlen(now));

    return LN_OK;
}


static int
ln_term_region_unknown(ln_str_t word, ln_error_t *err)
{
    ln_str_t     country;
    const char  *near;

    if (ln_term_has_comma(word)) {
        return ln_term_comma("region", word, err);
    }

    if (ln_country_known(word)) {
        return ln_error(err, "invalid region \"%.*s\", it is a country: write "
                        "\"country %.*s\"", (int) word.len,
                        (const char *) word.data, (int) word.len,
                        (const char *) word.data);
    }

    near = ln_region_suggest(word);

    if (word.len < 4 || word.len > 6 || word.data[2] != '-') {
        return ln_error(err, "invalid region \"%.*s\", an ISO 3166-2 code of "
                        "the form CC-XX is expected%s%s%s", (int) word.len,
                        (const char *) word.data, near ? ", did you mean \""
                        : "", near ? near : "", near ? "\"?" : "");
    }

    country.data = word.data;
    country.len = 2;

    if (near == NULL && !ln_country_known(country)) {
        near = ln_country_suggest(country);

        return ln_error(err, "region \"%.*s\" is of an unknown country "
                        "\"%.2s\"%s%s%s", (int) word.len,
                        (const char *) word.data, (const char *) word.data,
                        near ? ", did you mean \"" : "", near ? near : "",
                        near ? "\"?" : "");
    }

    return ln_error(err, "unknown region \"%.*s\" of country \"%.2s\"%s%s%s",
                    (int) word.len, (const char *) word.data,
                    (const char *) word.data, near ? ", did you mean \""
                    : ", see ISO 3166-2", near ? near : "",
                    near ? "\"?" : "");
}


static int
ln_term_has_comma(ln_str_t word)
{
    return word.len && memchr(word.data, ',', word.len) != NULL;
}


static int
ln_term_comma(const char *what, ln_str_t word, ln_error_t *err)
{
    return ln_error(err, "unknown %s \"%.*s\", write codes without commas, "
                    "and a blank between them", what, (int) word.len,
                    (const char *) word.data);
}


int
ln_term_number(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    size_t    i;
    uint64_t  number;

    if (term->kind == LN_TERM_ASN && word.len > 2
        && ln_str_caseless_eq((ln_str_t) { 2, word.data }, ln_str("AS"))
        && ln_is_digit(word.data[2]))
    {
        return ln_error(err, "invalid asn \"%.*s\", write \"%.*s\"",
                        (int) word.len, (const char *) word.data,
                        (int) word.len - 2, (const char *) word.data + 2);
    }

    number = 0;

    for (i = 0; i < word.len && number <= UINT32_MAX; i++) {
        if (!ln_is_digit(word.data[i])) {
            break;
        }

        number = number * 10 + (word.data[i] - '0');
    }

    if (i != word.len || number == 0 || number > UINT32_MAX) {
        return ln_error(err, "invalid %s \"%.*s\", a number is expected",
                        term->name, (int) word.len, (const char *) word.data);
    }

    term->numbers = ln_array_push(p->alloc, term->numbers, term->n,
                                  sizeof(uint32_t));
    if (term->numbers == NULL) {
        return ln_error(err, "no memory");
    }

    term->numbers[term->n++] = (uint32_t) number;

    return LN_OK;
}


int
ln_term_trait(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    size_t  i;

    static const struct {
        const char  *name;
        unsigned     trait;
    } traits[] = {
        { "anonymous", LN_TRAIT_ANONYMOUS }, { "vpn", LN_TRAIT_VPN },
        { "proxy", LN_TRAIT_PROXY }, { "tor", LN_TRAIT_TOR },
        { "hosting", LN_TRAIT_HOSTING }
    };

    (void) p;

    for (i = 0; i < sizeof(traits) / sizeof(traits[0]); i++) {
        if (ln_str_eq(word, ln_str(traits[i].name))) {
            term->traits |= traits[i].trait;
            term->needs |= LN_FIELD_TRAIT(traits[i].trait);
            return LN_OK;
        }
    }

    return ln_error(err, "unknown trait \"%.*s\", anonymous, vpn, proxy, tor "
                    "and hosting are allowed", (int) word.len,
                    (const char *) word.data);
}


int
ln_term_jurisdiction(const ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err)
{
    unsigned  i;

    for (i = 0; i < p->nnames && !ln_str_eq(p->names[i], word); i++) {
        /* void */
    }

    if (i == p->nnames) {
        return ln_error(err, "jurisdiction \"%.*s\" is not defined above",
                        (int) word.len, (const char *) word.data);
    }

    term->numbers = ln_array_push(p->alloc, term->numbers, term->n,
                                  sizeof(uint32_t));
    if (term->numbers == NULL) {
        return ln_error(err, "no memory");
    }

    term->numbers[term->n++] = i;

    return LN_OK;
}


int
ln_term_area(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    char        path[LN_TERM_PATH];
    unsigned    hollow;
    ln_area_t  *area;

    if (ln_term_path(p, word, path, sizeof(path), err) != LN_OK) {
        return LN_ERROR;
    }

    area = ln_geojson_load(p->alloc, path, &hollow, err);

    if (area == NULL) {
        return LN_ERROR;
    }

    term->areas = ln_array_push(p->alloc, term->areas, term->n,
                                sizeof(ln_area_t *));
    if (term->areas == NULL) {
        return ln_error(err, "no memory");
    }

    term->areas[term->n++] = area;

    if (!ln_area_holds(area)) {
        return ln_term_warn(p, term, err, "area \"%.250s\" holds no position: "
                            "mend its rings, longitude comes first", path);
    }

    return hollow == 0 ? LN_OK
           : ln_term_warn(p, term, err, "a polygon of area \"%.250s\":%u holds "
                          "no position: mend its rings, or take it out", path,
                          hollow);
}
