#include "geo/location/ln_country.h"
#include "geo/location/ln_iso3166.h"
#include "geo/location/ln_location.h"
#include "geo/location/ln_region_name.h"
#include "ln_ascii.h"


#define LN_LOCATION_CODE  8             /* bytes of a code, with its NUL */

_Static_assert(sizeof(((ln_location_t *) 0)->regions[0]) == LN_LOCATION_CODE,
               "a code is copied whole");


int
ln_location_from_code(ln_str_t code, ln_location_t *location)
{
    char         upper[LN_LOCATION_CODE];
    int          rc;
    size_t       i;
    ln_str_t     s;
    const char  *now;

    memset(location, 0, sizeof(ln_location_t));

    if (code.len < 2 || code.len > 6) {
        return LN_DECLINED;
    }

    for (i = 0; i < code.len; i++) {
        upper[i] = (char) ln_upper(code.data[i]);
    }

    upper[i] = '\0';
    s = ln_str(upper);
    now = NULL;
    rc = LN_OK;

    if (s.len > 2) {
        now = ln_region_now(s);

        if (now == NULL) {
            rc = LN_DECLINED;

            if (upper[2] != '-') {
                return rc;
            }
        }

        s.len = 2;
    }

    if (!ln_country_known(s)) {
        return LN_DECLINED;
    }

    memcpy(location->country, upper, 2);
    location->located = 1;
    location->by_code = 1;

    if (now) {
        memcpy(location->regions[0], now, strlen(now));
        location->nregions = 1;
    }

    return rc;
}


/* A name that regions of several countries share tells none of them. */

const char *
ln_location_suggest(ln_str_t text)
{
    unsigned           i;
    const char        *code, *found;
    ln_named_region_t  named;

    code = ln_country_suggest(text);
    code = code ? code : ln_region_suggest(text);

    if (code) {
        return code;
    }

    found = NULL;

    /* some regions are called by a number, as "X" */

    for (i = 0; text.len > 2 && i < ln_iso_ncountries; i++) {
        named = ln_region_named(ln_iso_countries[i].alpha2, text);

        if (named.region == 0) {
            continue;
        }

        code = ln_region_code(named.region - 1u);

        if (found && strcmp(found, code) != 0) {
            return NULL;
        }

        found = code;
    }

    return found;
}
