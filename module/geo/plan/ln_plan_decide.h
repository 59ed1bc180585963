/* The answers of all jurisdictions, by a plan. */

#ifndef LN_PLAN_DECIDE_H
#define LN_PLAN_DECIDE_H

#include "geo/plan/ln_plan.h"


/*
 * Decides all of a plan's n jurisdictions into answers[n].  networks is what
 * ln_plan_networks() gave for the reader's address.  Allocates nothing.
 */
void ln_plan_decide(const ln_plan_t *plan, const ln_location_t *location,
    unsigned networks, ln_certainty_t *answers);


#endif
