/*
 * A plan answers all jurisdictions of a set at once.  For each thing that a
 * location can say (a country, a region, a GeoNames id ..) it has a mask of
 * the jurisdictions with a term for that thing.  An answer is the OR of a few
 * masks, however many terms there are.  ln_term_decide() says what each term
 * means; a plan must give the same answers.
 *
 * A plan is made in this order: ln_plan_create(), ln_plan_term() for each term,
 * ln_plan_end(), then ln_plan_geonames_begin() and ln_plan_geonames_add() for
 * each `geoname` term.
 */

#ifndef LN_PLAN_H
#define LN_PLAN_H

#include "geo/term/ln_term.h"


#define LN_PLAN_JURISDICTIONS  1024     /* in a plan, at most */


typedef struct ln_plan_s  ln_plan_t;


/*
 * An empty plan for n jurisdictions.  Memory comes from alloc, now and later.
 * NULL when there is none.
 */
ln_plan_t *ln_plan_create(const ln_alloc_t *alloc, unsigned n);

/*
 * Adds a term of the jurisdiction of index i.  The areas of the term are kept
 * by pointer.  LN_ERROR when there is no memory.
 */
int ln_plan_term(ln_plan_t *plan, unsigned i, const ln_term_t *term);

/* Called once, after the last term.  LN_ERROR when there is no memory. */
int ln_plan_end(ln_plan_t *plan);

/* The LN_FIELD_* that the terms ask for. */
unsigned ln_plan_needs(const ln_plan_t *plan);


#endif
