#include <stddef.h>

#include "geo/address/ln_carrier.h"


static const struct {
    unsigned       len;                 /* bits */
    unsigned char  prefix[12];
} ln_carriers[] = {
    { 96, { 0 } },
    { 96, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff } },
    { 96, { 0, 0x64, 0xff, 0x9b } },
    { 32, { 0x20, 0x01 } },
    { 16, { 0x20, 0x02 } }
};


int
ln_carrier(const unsigned char *bytes, unsigned len)
{
    size_t                i;
    unsigned              n, bit;
    const unsigned char  *prefix;

    for (i = 0; i < sizeof(ln_carriers) / sizeof(ln_carriers[0]); i++) {
        prefix = ln_carriers[i].prefix;
        n = len < ln_carriers[i].len ? len : ln_carriers[i].len;

        for (bit = 0; bit < n; bit++) {
            if ((bytes[bit / 8] ^ prefix[bit / 8]) >> (7 - bit % 8) & 1) {
                break;
            }
        }

        if (bit == n) {
            return len < ln_carriers[i].len ? -1 : 1;
        }
    }

    return 0;
}
