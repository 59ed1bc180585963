/* Copies of the original that cannot stay as they are. */

#ifndef LN_RECOPY_H
#define LN_RECOPY_H

#include "html/deflate/ln_splicer_state.h"


/*
 * Puts out a copy in pieces: from before a cut it is as much farther back as
 * was put in there.
 */
int ln_recopy_put(ln_splicer_t *s, unsigned len, unsigned distance);

/*
 * Cuts the copy whose bytes begin before offset and end behind it: the rest is
 * kept.
 */
int ln_recopy_cut(ln_splicer_t *s, uint64_t offset);

/*
 * Puts out the rest, up to the byte `until`.  LN_DECLINED: it begins there.
 */
int ln_recopy_rest(ln_splicer_t *s, uint64_t until);


#endif
