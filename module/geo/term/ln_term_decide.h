/* The answer of one term. */

#ifndef LN_TERM_DECIDE_H
#define LN_TERM_DECIDE_H

#include "geo/term/ln_term.h"


/*
 * Whether a reader is where term says; `except` is left to the caller.  Where
 * address->family is 0, a `network` term is out.  answers are those of the
 * jurisdictions that are defined above: a `jurisdiction` term reads them by
 * index.  Allocates nothing.
 *
 * This function says what terms mean.  geo/plan/ decides all terms of a set at
 * once, and must give the same answers.
 */
ln_certainty_t ln_term_decide(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);


#endif
