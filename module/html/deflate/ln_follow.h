/* The splicer's follower: puts out what is certain. */

#ifndef LN_FOLLOW_H
#define LN_FOLLOW_H

#include "html/deflate/ln_splicer_state.h"


/*
 * Puts out all up to the last mark before `until`.  exact: up to the last
 * border of two symbols that is not behind it.
 */
int ln_follow(ln_splicer_t *s, uint64_t until, int exact);

/*
 * Puts inset in at offset, up to which all is put out first, if need be by
 * cutting a copy in two.
 */
int ln_follow_insert(ln_splicer_t *s, uint64_t offset, const ln_inset_t *inset);

/*
 * Nothing is put in any more: goes on as far as the input has come.  Where
 * nothing can reach back any more the tail begins.
 */
int ln_follow_done(ln_splicer_t *s);


#endif
