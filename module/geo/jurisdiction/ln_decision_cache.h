/*
 * A cache of decisions.  A decision is a location and the answers for it.  Two
 * addresses share a decision when they have the same records in all databases
 * and are in the same networks of `network` terms.  Millions of addresses share
 * a few thousand decisions.
 */

#ifndef LN_DECISION_CACHE_H
#define LN_DECISION_CACHE_H

#include "geo/jurisdiction/ln_decision.h"


#define LN_DECISION_CACHE_SLOTS  4096


typedef struct ln_decision_cache_s  ln_decision_cache_t;


/*
 * A cache for decisions on count jurisdictions by n databases.  It takes all of
 * its memory now: less than 1 MB for few jurisdictions.  NULL when there is no
 * memory.
 */
ln_decision_cache_t *ln_decision_cache_create(const ln_alloc_t *alloc,
    unsigned count, unsigned n);

/*
 * Locates address, and decides as ln_decision_make() does, from the cache where
 * it can.  cache may be NULL; it is one that was made for source->n databases.
 * A change of source->generation empties it.  Allocates nothing.
 */
void ln_decision_cache_decide(ln_decision_cache_t *cache,
    const ln_decision_source_t *source, const ln_address_t *address,
    ln_location_t *location, ln_certainty_t *answers,
    ln_conflicts_t *conflicts);


#endif
