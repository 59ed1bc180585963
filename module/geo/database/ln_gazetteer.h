/*
 * A gazetteer says of each GeoNames id of a database in which country and
 * subdivisions it lies.  A record with the ids of Russia, Moscow oblast and
 * Moscow, for one, says that the last id lies in the other two.
 */

#ifndef LN_GAZETTEER_H
#define LN_GAZETTEER_H

#include "geo/database/ln_record.h"


#define LN_GEONAME_UP  (LN_RECORD_GEONAMES - 1)


#define LN_GEONAME_UP_DISPUTED       0x01  /* up is empty */
#define LN_GEONAME_COUNTRY_DISPUTED  0x02
#define LN_GEONAME_REGION            0x04  /* by a record a subdivision */


/* country is zero where it is not known, or where records disagree. */
typedef struct {
    uint32_t  id;
    uint32_t  up[LN_GEONAME_UP];        /* the country first; 0 ends them */
    char      country[2];
    uint8_t   is_country;
    uint8_t   flags;                    /* LN_GEONAME_* */
} ln_geoname_t;

_Static_assert(sizeof(ln_geoname_t)
               == (1 + LN_GEONAME_UP) * sizeof(uint32_t) + 4,
               "no padding, entries are compared as bytes");


/*
 * The distinct ids of n records, sorted.  *list is allocated with malloc().
 * LN_ERROR when there is no memory.
 */
int ln_gazetteer_build(const ln_record_t *records, uint32_t n,
    ln_geoname_t **list, uint32_t *nlist);

/* The entry of id in a sorted list, or NULL. */
const ln_geoname_t *ln_gazetteer_find(const ln_geoname_t *list, uint32_t n,
    uint32_t id);

/*
 * Adds to entry, which is zeroed at first, what another gazetteer says of the
 * same id.  other may be NULL.  The order does not matter: an id lies in what
 * any of them has above it, in no certain country where they disagree, and is
 * disputed where more is above it than an entry has room for.
 */
void ln_gazetteer_join(ln_geoname_t *entry, const ln_geoname_t *other);


#endif
