/* Maps within records: the keys that are known, and their handlers. */

#ifndef LN_RECORD_MAP_H
#define LN_RECORD_MAP_H

#include "geo/database/ln_record_part.h"


/* Readies r to read values of source into record, which is zeroed. */
void ln_record_reader(ln_record_reader_t *r, ln_record_source_t *source,
    ln_record_t *record);

/*
 * Calls a field's handler for each key of the map that is one of fields.  A map
 * of more than 256 items is skipped.
 */
void ln_record_map(ln_record_reader_t *r, const ln_value_t *map,
    const ln_record_field_t *fields);


#endif
