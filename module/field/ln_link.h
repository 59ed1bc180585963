/* Link: how other resources are related to a response (RFC 8288). */

#ifndef LN_LINK_H
#define LN_LINK_H

#include "ln_core.h"


/*
 * 1 if one of the links of a value of Link has this relation type: in any case,
 * quoted or not, and also as one of several.  The first `rel` of a link counts.
 * What the URL has is no relation.
 */
int ln_link_has(ln_str_t value, ln_str_t relation);


#endif
