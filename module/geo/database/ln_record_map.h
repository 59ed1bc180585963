/* Maps within records: which of the keys are known, and who handles each. */

#ifndef LN_RECORD_MAP_H
#define LN_RECORD_MAP_H

#include "geo/database/ln_record_part.h"


/* Begins to read record, which is zeroed. */
void ln_record_reader(ln_record_reader_t *r, ln_record_source_t *source,
    ln_record_t *record);

/*
 * Gives each value of the map whose key is one of fields to that field's
 * handler.  A map of more than 256 items is passed over.
 */
void ln_record_map(ln_record_reader_t *r, const ln_value_t *map,
    const ln_record_field_t *fields);


#endif
