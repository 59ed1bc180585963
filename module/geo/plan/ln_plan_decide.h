/* The answers of all jurisdictions, by a plan. */

#ifndef LN_PLAN_DECIDE_H
#define LN_PLAN_DECIDE_H

#include "geo/plan/ln_plan.h"


#define LN_PLAN_WORDS  (2 * LN_PLAN_JURISDICTIONS / 64)

_Static_assert(LN_PLAN_JURISDICTIONS % 64 == 0, "masks are whole words");


/* unc has what is uncertain or in, in what is in for certain. */
typedef struct {
    uint64_t  in[LN_PLAN_WORDS];
    uint64_t  unc[LN_PLAN_WORDS];
} ln_plan_rows_t;


/*
 * Decides all of a plan's n jurisdictions into answers[n].  networks is what
 * ln_plan_networks() gave for the reader's address.  Allocates nothing.
 */
void ln_plan_decide(const ln_plan_t *plan, const ln_location_t *location,
    unsigned networks, ln_certainty_t *answers);

/*
 * The same in two steps.  ln_plan_rows() sets a bit for each jurisdiction in
 * rows->in and rows->unc, in the first words of each; ln_plan_write() writes
 * answers[n] of such bits.
 */
void ln_plan_rows(const ln_plan_t *plan, const ln_location_t *location,
    unsigned networks, ln_plan_rows_t *rows);
void ln_plan_write(const ln_plan_t *plan, const ln_plan_rows_t *rows,
    ln_certainty_t *answers);


#endif
