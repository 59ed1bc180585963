/*
 * Where each GeoNames id of a database is: the ids of the country and
 * subdivisions above it, as the records that have it say.
 */

#ifndef LN_GAZETTEER_H
#define LN_GAZETTEER_H

#include "geo/database/ln_record.h"


#define LN_GAZETTEER_UP  (LN_RECORD_GEONAMES - 1)


/* country is zero where it is not known, or where records disagree. */
typedef struct {
    uint32_t  id;
    uint32_t  up[LN_GAZETTEER_UP];      /* the country first; 0 ends them */
    char      country[2];
    uint8_t   is_country;
    uint8_t   disputed;                 /* records disagree: up is empty */
} ln_gazetteer_t;


/*
 * The distinct ids of n records, sorted, malloc()'ed in *list; LN_ERROR when
 * there is no memory.
 */
int ln_gazetteer_build(const ln_record_t *records, uint32_t n,
    ln_gazetteer_t **list, uint32_t *nlist);

/* The entry of id in a sorted list, or NULL. */
const ln_gazetteer_t *ln_gazetteer_find(const ln_gazetteer_t *list, uint32_t n,
    uint32_t id);


#endif
