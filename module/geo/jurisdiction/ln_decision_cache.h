/*
 * A cache of decisions.  A decision is a location and the answers for it.  Two
 * addresses share a decision when they have the same records in all databases
 * and are in the same networks of `network` terms.  Millions of addresses share
 * a few thousand decisions.
 */

#ifndef LN_DECISION_CACHE_H
#define LN_DECISION_CACHE_H

#include "geo/jurisdiction/ln_jurisdiction.h"


#define LN_DECISION_CACHE_SLOTS      4096
#define LN_DECISION_CACHE_DATABASES  4  /* with more, nothing is kept */


typedef struct ln_decision_cache_s  ln_decision_cache_t;


/*
 * What a decision is made from.  generation changes whenever another member
 * does.
 */
typedef struct {
    const ln_jurisdictions_t  *set;
    ln_database_t *const      *databases;
    unsigned                   n;       /* databases */
    unsigned                   old;     /* see ln_database_location() */
    unsigned                   generation;
} ln_decision_source_t;


/*
 * A cache for decisions on count jurisdictions.  It takes all of its memory
 * now: less than 1 MB for few jurisdictions.  NULL when there is no memory.
 */
ln_decision_cache_t *ln_decision_cache_create(const ln_alloc_t *alloc,
    unsigned count);

/*
 * Locates address, and decides all of source's set into answers[count], from
 * the cache where it can.  location is written whole.  cache may be NULL.  A
 * change of source->generation empties the cache.  Allocates nothing.
 */
void ln_decision_cache_decide(ln_decision_cache_t *cache,
    const ln_decision_source_t *source, const ln_address_t *address,
    ln_location_t *location, ln_certainty_t *answers);


#endif
