/* Accept: which of some media types a client wants (RFC 9110, 12.5.1). */

#ifndef LN_ACCEPT_H
#define LN_ACCEPT_H

#include "ln_core.h"


/*
 * The weight that a value of Accept gives to a media type, such as
 * `application/json`: from 0, not wanted, to 1000.  The most specific range
 * that covers the type counts; parameters of a range but its weight do not.
 * A weight that is none counts as 0.  An empty value wants everything: 1000.
 */
unsigned ln_accept_weight(ln_str_t accept, ln_str_t type);


#endif
