/* The splicer's tail: what is left of a stream goes out as it is. */

#ifndef LN_TAIL_H
#define LN_TAIL_H

#include "html/deflate/ln_splicer_state.h"


/* The tail begins where the follower is; what is held goes out. */
int ln_tail_begin(ln_splicer_t *s);

/*
 * Reads what is held, of which the last `added` bytes are new and may go out as
 * they are: *pass of them do.
 */
int ln_tail_pass(ln_splicer_t *s, size_t added, size_t *pass);

/* Writes what is behind the last block, as far as it has come. */
int ln_tail_finish(ln_splicer_t *s);


#endif
