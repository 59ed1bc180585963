/* The follower's way from symbol to symbol, where no mark helps. */

#ifndef LN_WALK_H
#define LN_WALK_H

#include "html/deflate/ln_splicer_state.h"


/*
 * Puts out what makes the page up to `until`, or as much as has come.  It stops
 * where copies cannot reach back over a cut any more.
 */
int ln_walk(ln_splicer_t *s, uint64_t until);

/* A block begins, with the header at .. data - 1. */
void ln_walk_enter(ln_splicer_t *s, uint64_t at, uint64_t data);

/* The block is over. */
void ln_walk_leave(ln_splicer_t *s);

/* The member is over, and the one of the mark begins. */
void ln_walk_join(ln_splicer_t *s, const ln_mark_t *mark);

/* Puts out n bytes of a stored block. */
void ln_walk_put_stored(ln_splicer_t *s, unsigned n);


#endif
