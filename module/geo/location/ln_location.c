#include "geo/location/ln_country.h"
#include "geo/location/ln_location.h"


int
ln_location_from_code(ln_str_t code, ln_location_t *location)
{
    char      upper[8];
    size_t    i;
    ln_str_t  s;

    memset(location, 0, sizeof(ln_location_t));

    if (code.len < 2 || code.len > 6) {
        return LN_DECLINED;
    }

    for (i = 0; i < code.len; i++) {
        upper[i] = (char) code.data[i];

        if (upper[i] >= 'a' && upper[i] <= 'z') {
            upper[i] -= 'a' - 'A';
        }
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
