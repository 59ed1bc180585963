/* Content-Disposition (RFC 6266). */

#ifndef LN_DISPOSITION_H
#define LN_DISPOSITION_H

#include "ln_core.h"


/*
 * 1 if browsers save what a field of that value comes with.  What is another
 * word, or no token, is shown.
 */
int ln_disposition_is_attachment(ln_str_t value);


#endif
