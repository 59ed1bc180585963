#include <stdlib.h>

#include "geo/location/ln_country.h"
#include "geo/location/ln_iso3166.h"
#include "ln_ascii.h"


static int ln_country_compare(const void *key, const void *entry);
static const ln_iso_region_t *ln_region_find(ln_str_t code);
static int ln_region_compare(const void *key, const void *entry);
static int ln_region_country_compare(const void *key, const void *entry);


/* Members on 2026-01-01; EEA is the EU with Iceland, Liechtenstein, Norway. */

static const char *const  ln_country_eea[] = {
    "IS", "LI", "NO",
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR",
    "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO",
    "SE", "SI", "SK",
    NULL
};


int
ln_country_known(ln_str_t code)
{
    char  key[3];

    if (code.len != 2) {
        return 0;
    }

    memcpy(key, code.data, 2);
    key[2] = '\0';

    return bsearch(key, ln_iso_countries, ln_iso_ncountries,
                   sizeof(ln_iso_country_t), ln_country_compare) != NULL;
}


static int
ln_country_compare(const void *key, const void *entry)
{
    return strcmp(key, ((const ln_iso_country_t *) entry)->alpha2);
}


const char *
ln_country_suggest(ln_str_t text)
{
    size_t    i;
    unsigned  j;

    static const char *const  mistakes[][2] = {
        { "UK", "GB" }, { "EN", "GB" }, { "EL", "GR" }, { "SU", "RU" },
        { "KAZ", "KZ" }, { "BELORUSSIA", "BY" }, { "USA", "US" },
        { "HOLLAND", "NL" }, { "RUSSIA", "RU" }
    };

    for (i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
        if (ln_str_caseless_eq(text, ln_str(mistakes[i][0]))) {
            return mistakes[i][1];
        }
    }

    for (j = 0; j < ln_iso_ncountries; j++) {
        if (ln_str_caseless_eq(text, ln_str(ln_iso_countries[j].alpha2))
            || ln_str_caseless_eq(text, ln_str(ln_iso_countries[j].alpha3))
            || ln_str_caseless_eq(text, ln_str(ln_iso_countries[j].name)))
        {
            return ln_iso_countries[j].alpha2;
        }
    }

    return NULL;
}


int
ln_region_known(ln_str_t code)
{
    return ln_region_find(code) != NULL;
}


static const ln_iso_region_t *
ln_region_find(ln_str_t code)
{
    char  key[8];

    if (code.len < 4 || code.len > 6) {
        return NULL;
    }

    memcpy(key, code.data, code.len);
    key[code.len] = '\0';

    return bsearch(key, ln_iso_regions, ln_iso_nregions,
                   sizeof(ln_iso_region_t), ln_region_compare);
}


const char *
ln_region_now(ln_str_t code)
{
    const ln_iso_region_t  *r;

    r = ln_region_find(code);

    return r == NULL ? NULL : r->now ? ln_iso_regions[r->now - 1].code
           : r->code;
}


size_t
ln_region_count(void)
{
    return ln_iso_nregions;
}


const char *
ln_region_code(size_t i)
{
    return ln_iso_regions[i].code;
}


int
ln_region_within(const char *inner, const char *outer)
{
    const ln_iso_region_t  *r;

    r = ln_region_find(ln_str(inner));

    while (r && r->parent) {
        r = &ln_iso_regions[r->parent - 1];

        if (strcmp(r->code, outer) == 0) {
            return 1;
        }
    }

    return 0;
}


const char *
ln_region_country(const char *code)
{
    const ln_iso_region_country_t  *r;

    r = bsearch(code, ln_iso_region_countries, ln_iso_nregion_countries,
                sizeof(ln_iso_region_country_t), ln_region_country_compare);

    return r ? r->country : NULL;
}


static int
ln_region_country_compare(const void *key, const void *entry)
{
    return strcmp(key, ((const ln_iso_region_country_t *) entry)->code);
}


static int
ln_region_compare(const void *key, const void *entry)
{
    return strcmp(key, ((const ln_iso_region_t *) entry)->code);
}


/* Writes "UA43" and "UA_43" as "UA-43".  0: text is none of these. */

static unsigned
ln_region_hyphen(ln_str_t text, unsigned char *out)
{
    size_t  i, from;

    if (text.len < 3 || !ln_is_alpha(text.data[0])
        || !ln_is_alpha(text.data[1]))
    {
        return 0;
    }

    from = (text.data[2] == '_') ? 3 : 2;

    if (text.len == from || text.len - from > 3) {
        return 0;
    }

    for (i = from; i < text.len; i++) {
        if (!ln_is_alnum(text.data[i])) {
            return 0;
        }
    }

    memcpy(out, text.data, 2);
    out[2] = '-';
    memcpy(out + 3, text.data + from, text.len - from);

    return 1;
}


/* The code that differs in case, a leading zero, or else one character. */

const char *
ln_region_suggest(ln_str_t text)
{
    size_t         k, wrong;
    unsigned       i, lacks;
    ln_str_t       code;
    const char    *r, *near;
    unsigned char  hyphened[6];

    lacks = ln_region_hyphen(text, hyphened);

    if (lacks) {
        text.len += (text.data[2] != '_');
        text.data = hyphened;
    }

    if (text.len < 4 || text.len > 7) {
        return NULL;
    }

    near = NULL;

    for (i = 0; i < ln_iso_nregions; i++) {
        r = ln_iso_regions[i].code;

        code = ln_str(r);

        if (!ln_caseless_eq(code.data, text.data, 3)) {
            continue;
        }

        if (ln_str_caseless_eq(code, text)
            || (r[3] == '0' && code.len == text.len + 1
                && ln_caseless_eq(code.data + 4, text.data + 3, text.len - 3)))
        {
            return r;
        }

        if (lacks || code.len != text.len) {
            continue;
        }

        for (wrong = 0, k = 3; k < text.len; k++) {
            wrong += (code.data[k] != text.data[k]);
        }

        if (wrong == 1 && near == NULL) {
            near = r;
        }
    }

    return near;
}


const char *const *
ln_country_group(ln_str_t name)
{
    if (ln_str_eq(name, ln_str("EEA"))) {
        return ln_country_eea;
    }

    if (ln_str_eq(name, ln_str("EU"))) {
        return ln_country_eea + 3;
    }

    return NULL;
}
