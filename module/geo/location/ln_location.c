#include "geo/location/ln_country.h"
#include "geo/location/ln_location.h"
#include "ln_ascii.h"


#define LN_LOCATION_CODE  8             /* bytes of a code, with its NUL */

_Static_assert(sizeof(((ln_location_t *) 0)->regions[0]) == LN_LOCATION_CODE,
               "a code is copied whole");


int
ln_location_from_code(ln_str_t code, ln_location_t *location)
{
    char      upper[LN_LOCATION_CODE];
    size_t    i;
    ln_str_t  s;

    memset(location, 0, sizeof(ln_location_t));

    if (code.len < 2 || code.len > 6) {
        return LN_DECLINED;
    }

    for (i = 0; i < code.len; i++) {
        upper[i] = (char) ln_upper(code.data[i]);
    }

    upper[i] = '\0';
    s = ln_str(upper);

    if (s.len > 2) {
        if (!ln_region_known(s)) {
            return LN_DECLINED;
        }

        memcpy(location->regions[0], upper, sizeof(upper));
        location->nregions = 1;
        s.len = 2;
    }

    if (!ln_country_known(s)) {
        return LN_DECLINED;
    }

    memcpy(location->country, upper, 2);
    location->located = 1;

    return LN_OK;
}
