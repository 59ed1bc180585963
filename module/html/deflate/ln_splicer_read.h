/* The splicer's reader: inflates, and marks where blocks and symbols are. */

#ifndef LN_SPLICER_READ_H
#define LN_SPLICER_READ_H

#include "html/deflate/ln_splicer_state.h"


/*
 * Inflates what is held until the page is read up to `until`, or more of it
 * would have to come.  LN_ERROR: the stream is corrupt, or the follower is too
 * far behind.
 */
int ln_splicer_inflate(ln_splicer_t *s, uint64_t until);


#endif
