/*
 * The `geoname` terms of a plan.  What they mean for a location depends on the
 * databases' gazetteers.  So these masks are made anew at each swap, in the
 * memory that ln_plan_end() has taken for them.
 */

#ifndef LN_PLAN_GEONAME_H
#define LN_PLAN_GEONAME_H

#include "geo/plan/ln_plan.h"


/* Forgets all `geoname` terms. */
void ln_plan_geonames_begin(ln_plan_t *plan);

/*
 * Adds a `geoname` term of the jurisdiction of index i, by term->geonames.
 * Called once for each `geoname` term that ln_plan_term() was given.
 */
void ln_plan_geonames_add(ln_plan_t *plan, unsigned i, const ln_term_t *term);


#endif
