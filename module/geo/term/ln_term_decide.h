/* The answer of one term. */

#ifndef LN_TERM_DECIDE_H
#define LN_TERM_DECIDE_H

#include "geo/term/ln_term.h"


/*
 * Whether a reader is where term says; `except` is left to the caller.
 * address->family 0 is in no network, for certain.  answers are those of the
 * jurisdictions above, which a `jurisdiction` term reads by index.  Allocates
 * nothing.
 *
 * This is the meaning of terms.  geo/plan/ answers all of a set at once, which
 * has to give the same.
 */
ln_certainty_t ln_term_decide(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);


#endif
