/* One record of a database, whatever its layout, in one compact form. */

#ifndef LN_RECORD_H
#define LN_RECORD_H

#include "geo/location/ln_location.h"


#define LN_RECORD_REGIONS   LN_LOCATION_REGIONS
#define LN_RECORD_GEONAMES  LN_LOCATION_GEONAMES

#define LN_RECORD_POSITION  0x01
#define LN_RECORD_RADIUS    0x02        /* accuracy_radius is known */
#define LN_RECORD_CITY      0x04        /* geonames go down to a city */
#define LN_RECORD_COUNTRY   0x08        /* the first geoname is it */


/*
 * Records of equal content are equal bytes.  Codes have no terminating zero,
 * and are zero where not known.  regions are ISO 3166-2 codes without the
 * country ("MOW" for RU-MOW), geonames are GeoNames ids; both the most specific
 * last.
 */
typedef struct {
    uint32_t  geonames[LN_RECORD_GEONAMES];
    float     latitude;                 /* degrees, WGS 84 */
    float     longitude;
    uint32_t  asn;
    uint16_t  accuracy_radius;          /* km, rounded up */
    uint16_t  fields;                   /* LN_FIELD_* */
    uint8_t   flags;                    /* LN_RECORD_* */
    uint8_t   traits;                   /* LN_TRAIT_* */
    uint8_t   nregions;
    uint8_t   ngeonames;
    char      country[2];
    char      registered_country[2];
    char      represented_country[2];
    char      regions[LN_RECORD_REGIONS][3];
    char      regions_country[2];       /* where it is another than country */
    char      pad[7];
} ln_record_t;

_Static_assert(sizeof(ln_record_t) == 64, "a record is one cache line");

_Static_assert(offsetof(ln_record_t, pad) + 7 == sizeof(ln_record_t),
               "no padding but pad, records are compared as bytes");

_Static_assert(LN_FIELD_TRAIT(1 << (LN_TRAITS - 1)) <= UINT16_MAX
               && 1 << LN_TRAITS <= UINT8_MAX + 1,
               "all fields and traits have a bit in a record");


#endif
