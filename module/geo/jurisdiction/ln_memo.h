/*
 * Decisions that were made: once for each distinct record, or set of records
 * of several databases, and for each set of networks.
 */

#ifndef LN_MEMO_H
#define LN_MEMO_H

#include "geo/jurisdiction/ln_jurisdiction.h"


#define LN_MEMO_SLOTS      4096
#define LN_MEMO_DATABASES  4            /* with more nothing is remembered */


typedef struct ln_memo_s  ln_memo_t;


/* Of what a decision is made; generation is another after each change. */
typedef struct {
    const ln_jurisdictions_t  *set;
    ln_database_t *const      *databases;
    unsigned                   n;
    unsigned                   old;     /* bits of databases, see there */
    unsigned                   generation;
} ln_memo_source_t;


/*
 * A memo for decisions on count jurisdictions.  Takes all of its memory at
 * once, under 1 MB; NULL when there is none.
 */
ln_memo_t *ln_memo_create(const ln_alloc_t *alloc, unsigned count);

/*
 * Locates address and decides all of source's set into answers[count].
 * location is written whole.  Allocates nothing.  memo may be NULL.
 */
void ln_memo_decide(ln_memo_t *memo, const ln_memo_source_t *source,
    const ln_address_t *address, ln_location_t *location,
    ln_certainty_t *answers);


#endif
