/* Dates from and up to which a notice is in force. */

#ifndef LN_DATE_H
#define LN_DATE_H

#include <time.h>

#include "ln_core.h"


/*
 * An ISO 8601 date ("2024-02-29", midnight UTC) or date and time with offset
 * ("2024-02-29T12:00Z", "2024-02-29T12:00:00+03:00").  LN_ERROR with err set.
 */
int ln_date_parse(ln_str_t text, time_t *date, ln_error_t *err);


#endif
