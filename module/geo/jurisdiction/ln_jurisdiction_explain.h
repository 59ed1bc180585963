/* Why a reader is in a jurisdiction, or is not. */

#ifndef LN_JURISDICTION_EXPLAIN_H
#define LN_JURISDICTION_EXPLAIN_H

#include "geo/jurisdiction/ln_jurisdiction.h"


/* A term that decided.  It belongs to the set. */
typedef struct {
    ln_str_t     text;                  /* its words without `except` */
    const char  *file;                  /* where it is written */
    unsigned     line;
    unsigned     except:1;
} ln_jurisdiction_reason_t;


/*
 * Decides all of the set into answers[count], as ln_jurisdictions_decide()
 * does, but term by term, which is slow.  reasons[count] get the first term
 * that gave each answer; text.len is 0 where no term did.
 */
void ln_jurisdictions_explain(const ln_jurisdictions_t *set,
    const ln_location_t *location, const ln_address_t *address,
    ln_certainty_t *answers, ln_jurisdiction_reason_t *reasons);


#endif
