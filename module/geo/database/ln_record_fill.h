/* From records to a location. */

#ifndef LN_RECORD_FILL_H
#define LN_RECORD_FILL_H

#include "geo/database/ln_record.h"


/*
 * Fills what location lacks from record, but only from fields (LN_FIELD_*).  A
 * place is taken whole or not at all: country, regions, GeoNames ids and
 * position are those of one record.
 */
void ln_record_fill(const ln_record_t *record, unsigned fields,
    ln_location_t *location);

/*
 * Writes the whole location that n records give, the first one first, each but
 * of its own fields[i].
 */
void ln_record_location(const ln_record_t *const *records,
    const unsigned *fields, unsigned n, ln_location_t *location);


#endif
