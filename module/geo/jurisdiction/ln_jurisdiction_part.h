/* What jurisdictions consist of, for the files of this room. */

#ifndef LN_JURISDICTION_PART_H
#define LN_JURISDICTION_PART_H

#include "geo/jurisdiction/ln_jurisdiction.h"
#include "geo/plan/ln_plan.h"
#include "geo/term/ln_term.h"


struct ln_jurisdiction_s {
    ln_jurisdictions_t  *set;
    ln_jurisdiction_t   *next;
    unsigned             index;         /* in order of definition */
    ln_term_t           *terms;
    ln_term_t          **last_term;
    unsigned             positive:1;    /* has a term that is no `except` */
};

struct ln_jurisdictions_s {
    ln_alloc_t            alloc;
    const char           *prefix;
    ln_jurisdiction_t    *first;
    ln_jurisdiction_t   **last;
    ln_str_t             *names;        /* of all, by index */
    unsigned              count;
    ln_plan_t            *plan;         /* NULL before _end() */
};


#endif
