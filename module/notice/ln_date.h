/* Dates: from when, and until when, a notice is in force. */

#ifndef LN_DATE_H
#define LN_DATE_H

#include <time.h>

#include "ln_core.h"


/*
 * Parses a date of ISO 8601: "2024-02-29", which is midnight UTC; or with a
 * time, "2024-02-29T12:00", in UTC too, or with its offset: "Z", "+03:00",
 * "+0300" or "+03".  A fraction of a second is dropped.  LN_ERROR with err set,
 * also when time_t has no such time: one of 32 bits ends in 2038.
 */
int ln_date_parse(ln_str_t text, time_t *date, ln_error_t *err);


#endif
