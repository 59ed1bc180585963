/* Accept-Language (RFC 9110, 12.5.4). */

#ifndef LN_LANGUAGE_ACCEPT_H
#define LN_LANGUAGE_ACCEPT_H

#include "ln_core.h"


/*
 * The index of the tag that a reader prefers, by the value of Accept-Language;
 * -1 for none.  The range with the greatest weight decides; among equal weights
 * the first one does.  `*` takes the tag of index any (RFC 4647, 3.4: what is
 * given without a preference), or the first one where that is refused.  A tag
 * that a range of weight 0 names is refused.  Only 64 ranges are read.
 */
int ln_language_accept(ln_str_t field, const ln_str_t *tags, unsigned ntags,
    unsigned any);


#endif
