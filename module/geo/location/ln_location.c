#include "geo/location/ln_country.h"
#include "geo/location/ln_location.h"
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
