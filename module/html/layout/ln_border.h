/* The borders of symbols in a stream that is known to be whole. */

#ifndef LN_BORDER_H
#define LN_BORDER_H

#include "html/layout/ln_layout_work.h"


/*
 * To the last border that is not behind the byte `until` of the page, which
 * does not go down.  LN_DECLINED: the stream is corrupt.
 */
int ln_border_go(ln_border_t *border, uint64_t until);


#endif
