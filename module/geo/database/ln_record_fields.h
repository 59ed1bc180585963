/* The fields of records, of all layouts. */

#ifndef LN_RECORD_FIELDS_H
#define LN_RECORD_FIELDS_H

#include "geo/database/ln_record_part.h"


/* The fields that may stand at a record's top. */
extern const ln_record_field_t  ln_record_fields[];


#endif
