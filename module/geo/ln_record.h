/* One record of a database, whatever its layout, as a location. */

#ifndef LN_RECORD_H
#define LN_RECORD_H

#include <maxminddb.h>

#include "ln_location.h"


/*
 * Fills what location lacks from entry.  Returns LN_FIELD_* for what the
 * record has.  Fields are found by their names, not by the database's.
 */
unsigned ln_record_read(MMDB_entry_s *entry, ln_location_t *location);


#endif
