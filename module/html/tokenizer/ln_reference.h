/* Character references in attribute values. */

#ifndef LN_REFERENCE_H
#define LN_REFERENCE_H

#include "ln_core.h"


/*
 * Replaces character references and line ends in a value as the standard
 * does; returns its new length, never more than before.
 */
unsigned ln_reference_decode(unsigned char *p, unsigned len);


#endif
