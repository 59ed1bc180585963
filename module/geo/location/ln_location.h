/* Where a reader is, in one form whatever database it came from. */

#ifndef LN_LOCATION_H
#define LN_LOCATION_H

#include "ln_core.h"


/* What a database can say.  A term needs one of these to be answerable. */
#define LN_FIELD_COUNTRY             0x0001
#define LN_FIELD_REGION              0x0002      /* ISO 3166-2 codes */
#define LN_FIELD_REGION_NAME         0x0004      /* names and no codes */
#define LN_FIELD_GEONAME             0x0008
#define LN_FIELD_REGISTERED_COUNTRY  0x0010
#define LN_FIELD_ASN                 0x0020
#define LN_FIELD_POSITION            0x0040
#define LN_FIELD_TRAITS              0x0080
#define LN_FIELD_REPRESENTED_COUNTRY 0x0100

/* Which traits it can say: those that one of its records has a key for. */
#define LN_FIELD_TRAIT(trait)        ((unsigned) (trait) << 9)

/* A place.  Registered are networks elsewhere, too: that is none. */
#define LN_FIELD_PLACE                                                        \
    (LN_FIELD_COUNTRY|LN_FIELD_REGION|LN_FIELD_GEONAME                        \
     |LN_FIELD_REPRESENTED_COUNTRY|LN_FIELD_POSITION)

/* Where a reader is: what a database that is too old is not asked for. */
#define LN_FIELD_LOCATION                                                     \
    (LN_FIELD_COUNTRY|LN_FIELD_REGION|LN_FIELD_REGION_NAME|LN_FIELD_GEONAME   \
     |LN_FIELD_REGISTERED_COUNTRY|LN_FIELD_REPRESENTED_COUNTRY                \
     |LN_FIELD_POSITION)

/* Signs that a reader may be elsewhere than the address. */
#define LN_TRAIT_ANONYMOUS  0x01
#define LN_TRAIT_VPN        0x02
#define LN_TRAIT_PROXY      0x04
#define LN_TRAIT_TOR        0x08
#define LN_TRAIT_HOSTING    0x10

#define LN_TRAITS           5           /* of them */

_Static_assert((LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN|LN_TRAIT_PROXY|LN_TRAIT_TOR
                |LN_TRAIT_HOSTING)
               == (1 << LN_TRAITS) - 1,
               "each trait has a bit of its own, and there are LN_TRAITS");

_Static_assert(LN_FIELD_TRAIT(1) > LN_FIELD_REPRESENTED_COUNTRY,
               "fields of traits are no other fields");

#define LN_FIELD_ANY_TRAIT                                                    \
    (LN_FIELD_TRAITS|LN_FIELD_TRAIT((1 << LN_TRAITS) - 1))

#define LN_LOCATION_REGIONS   3
#define LN_LOCATION_GEONAMES  5


/*
 * Codes are upper case and zero-terminated, empty where not known.  regions are
 * whole ISO 3166-2 codes ("RU-MOW"), the most specific last.  geonames are the
 * GeoNames ids of country, subdivisions and city, likewise.  A location is
 * small: thousands of them are kept, and one is copied for each request.
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

    unsigned  located:1;                /* a database has a place for it */
    unsigned  has_position:1;
    unsigned  has_radius:1;
    unsigned  has_city:1;               /* geonames go down to a city */
    unsigned  by_code:1;                /* a code says it, no database */
} ln_location_t;


/*
 * The location that a code names, in upper or lower case: a country ("RU") or
 * a region ("RU-MOW"), as the header of a CDN gives it.  LN_DECLINED and a
 * location that is not located when ISO 3166 has no such code ("XX", "T1", "");
 * where it has the country alone ("GB-ZZZ"), LN_DECLINED and that country.
 */
int ln_location_from_code(ln_str_t code, ln_location_t *location);

/*
 * The code that was probably meant by what is none: a country's or a region's,
 * by a similar code or an English name.  NULL: none.  The result is static.
 */
const char *ln_location_suggest(ln_str_t text);


#endif
