/* What the files of jurisdictions share. */

#ifndef LN_JURISDICTION_PART_H
#define LN_JURISDICTION_PART_H

#include "geo/jurisdiction/ln_jurisdiction.h"
#include "geo/jurisdiction/ln_plan.h"
#include "geo/jurisdiction/ln_term.h"


struct ln_jurisdiction_s {
    ln_jurisdictions_t  *set;
    ln_jurisdiction_t   *next;
    ln_str_t             name;
    ln_term_t           *terms;
    ln_term_t          **last_term;
    unsigned             positive:1;
};

struct ln_jurisdictions_s {
    ln_alloc_t            alloc;
    const char           *prefix;
    ln_jurisdiction_t    *first;
    ln_jurisdiction_t   **last;
    unsigned              count;
    ln_plan_t            *plan;
};


#endif
