/* Accept-Language (RFC 9110, 12.5.4). */

#ifndef LN_LANGUAGE_ACCEPT_H
#define LN_LANGUAGE_ACCEPT_H

#include "ln_core.h"


/*
 * The best of tags for an Accept-Language field value (RFC 9110), by weight,
 * then order; `*` and weight 0 as the RFC says; at most the first 64 ranges
 * are read.  -1 for none.
 */
int ln_language_accept(ln_str_t field, const ln_str_t *tags, unsigned ntags);


#endif
