/*
 * Jurisdictions made ready to be decided all at once: for each thing that a
 * location can say, a mask of the jurisdictions that have a term for it.
 * Private to the jurisdictions' files.
 */

#ifndef LN_PLAN_H
#define LN_PLAN_H

#include "geo/jurisdiction/ln_jurisdiction.h"
#include "geo/jurisdiction/ln_term.h"


typedef struct ln_plan_s  ln_plan_t;


/* A plan for n jurisdictions; NULL when there is no memory. */
ln_plan_t *ln_plan_create(const ln_alloc_t *alloc, unsigned n);

/* Adds a term of jurisdiction i.  LN_ERROR when there is no memory. */
int ln_plan_term(ln_plan_t *plan, unsigned i, const ln_term_t *term);

/* After the last term.  LN_ERROR when there is no memory. */
int ln_plan_end(ln_plan_t *plan);

/* Takes the places of a geoname term anew: all that there are, in order. */
void ln_plan_learn_begin(ln_plan_t *plan);
void ln_plan_learn(ln_plan_t *plan, unsigned i, const ln_term_t *term);

/* Which networks an address is in, as ln_plan_decide() takes it. */
unsigned ln_plan_networks(const ln_plan_t *plan, const ln_address_t *address);

/* Decides all into answers[n].  Allocates nothing. */
void ln_plan_decide(const ln_plan_t *plan, const ln_location_t *location,
    unsigned networks, ln_certainty_t *answers);


#endif
