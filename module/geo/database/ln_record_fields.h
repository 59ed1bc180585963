/* The fields of records, for all layouts of databases. */

#ifndef LN_RECORD_FIELDS_H
#define LN_RECORD_FIELDS_H

#include "geo/database/ln_record_part.h"


/* The known fields at the top level of a record. */
extern const ln_record_field_t  ln_record_fields[];


#endif
