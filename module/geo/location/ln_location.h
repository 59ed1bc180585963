/* Where a requester is, in one form whatever database it came from. */

#ifndef LN_LOCATION_H
#define LN_LOCATION_H

#include "ln_core.h"


/* What a database can say; a term needs one of them to be answerable. */
#define LN_FIELD_COUNTRY             0x0001
#define LN_FIELD_REGION              0x0002      /* ISO 3166-2 codes */
#define LN_FIELD_REGION_NAME         0x0004      /* names and no codes */
#define LN_FIELD_GEONAME             0x0008
#define LN_FIELD_REGISTERED_COUNTRY  0x0010
#define LN_FIELD_ASN                 0x0020
#define LN_FIELD_POSITION            0x0040
#define LN_FIELD_TRAITS              0x0080
#define LN_FIELD_REPRESENTED_COUNTRY 0x0100

/* What says where someone is, in a database that may be too old to. */
#define LN_FIELD_PLACE                                                        \
    (LN_FIELD_COUNTRY|LN_FIELD_REGION|LN_FIELD_REGION_NAME|LN_FIELD_GEONAME   \
     |LN_FIELD_REGISTERED_COUNTRY|LN_FIELD_REPRESENTED_COUNTRY                \
     |LN_FIELD_POSITION)

#define LN_TRAIT_ANONYMOUS  0x01
#define LN_TRAIT_VPN        0x02
#define LN_TRAIT_PROXY      0x04
#define LN_TRAIT_TOR        0x08
#define LN_TRAIT_HOSTING    0x10

#define LN_LOCATION_REGIONS   3
#define LN_LOCATION_GEONAMES  5


/*
 * Codes are upper case and zero-terminated, empty where not known.  regions
 * hold whole ISO 3166-2 codes ("RU-MOW"), the most specific last; geonames
 * the GeoNames ids of country, subdivisions and city, likewise.  It is small
 * since thousands of them are remembered, and copied for each request.
 */
typedef struct {
    float     latitude;                 /* degrees, WGS 84 */
    float     longitude;
    float     accuracy_radius;          /* km, if has_radius */

    uint32_t  asn;                      /* 0 where not known */
    uint32_t  geonames[LN_LOCATION_GEONAMES];

    char      regions[LN_LOCATION_REGIONS][8];
    char      country[3];
    char      registered_country[3];
    char      represented_country[3];

    uint8_t   nregions;
    uint8_t   ngeonames;
    uint8_t   traits;                   /* LN_TRAIT_* */

    unsigned  located:1;
    unsigned  has_position:1;
    unsigned  has_radius:1;
    unsigned  has_city:1;               /* geonames go down to a city */
} ln_location_t;


/*
 * The location that a country ("RU") or region ("RU-MOW") code names, in any
 * case, as a CDN's header gives it.  LN_DECLINED and an unlocated location
 * when it is none of ISO 3166 ("XX", "T1", "").
 */
int ln_location_from_code(ln_str_t code, ln_location_t *location);


#endif
