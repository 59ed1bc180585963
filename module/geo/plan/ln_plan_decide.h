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

/*
 * The same into bits, one a jurisdiction, LN_PLAN_ROWS words of them at most:
 * in has those that are in, unc those that are in or uncertain.
 */
void ln_plan_decide_rows(const ln_plan_t *plan, const ln_location_t *location,
    unsigned networks, uint64_t *in, uint64_t *unc);

/* Writes answers[n] of such bits. */
void ln_plan_write(const ln_plan_t *plan, const uint64_t *in,
    const uint64_t *unc, ln_certainty_t *answers);


#endif
