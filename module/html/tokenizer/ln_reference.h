/* Character references in attribute values. */

#ifndef LN_REFERENCE_H
#define LN_REFERENCE_H

#include "ln_core.h"


/*
 * Decodes a value in place: character references become characters in UTF-8
 * (HTML Standard, 13.2.5.72), CR and CR LF become LF (13.2.3.5).  Returns the
 * new length, which is never more than before.
 */
unsigned ln_reference_decode(unsigned char *p, unsigned len);


#endif
