/* Jurisdictions that nobody can be in. */

#ifndef LN_JURISDICTION_NOBODY_H
#define LN_JURISDICTION_NOBODY_H

#include "geo/jurisdiction/ln_jurisdiction_part.h"


/*
 * The first term of j, where each of its terms is taken out as a whole by
 * `except` terms: nobody is in j then.  NULL: somebody may be in it.
 */
const ln_term_t *ln_jurisdiction_nobody(const ln_jurisdiction_t *j);


#endif
