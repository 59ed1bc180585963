/* The networks of a plan: one look-up for the networks of all terms. */

#ifndef LN_PLAN_NETWORK_H
#define LN_PLAN_NETWORK_H

#include "geo/plan/ln_plan.h"


/*
 * Adds the networks of term to a row of the plan (see ln_plan_row()).
 * LN_ERROR when there is no memory.
 */
int ln_plan_networks_add(ln_plan_t *plan, unsigned row,
    const ln_term_t *term);

/*
 * Makes the radix tree of all networks, once they are added.  LN_ERROR when
 * there is no memory.
 */
int ln_plan_networks_end(ln_plan_t *plan);

/*
 * Which of the plan's networks an address is in, as a number for
 * ln_plan_decide(); 0 for none.  Addresses of the same number get the same
 * answers, if they have the same location.
 */
unsigned ln_plan_networks(const ln_plan_t *plan, const ln_address_t *address);

/*
 * Whether a network of the plan begins behind first, or ends before last.  Both
 * have 16 bytes, IPv4 as IPv4-mapped IPv6.
 */
int ln_plan_networks_within(const ln_plan_t *plan, const unsigned char *first,
    const unsigned char *last);


#endif
