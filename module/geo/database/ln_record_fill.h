/* From records to a location. */

#ifndef LN_RECORD_FILL_H
#define LN_RECORD_FILL_H

#include "geo/database/ln_record.h"


/*
 * Fills what location lacks from record, but only from fields (LN_FIELD_*).
 * A region, GeoNames ids and a position count only where the record has the
 * country that the location has already from an earlier record.
 */
void ln_record_fill(const ln_record_t *record, unsigned fields,
    ln_location_t *location);


#endif
