/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates. */

#ifndef LN_UTF8_H
#define LN_UTF8_H

#include "ln_core.h"


/* The bytes of the character at p, 0 if it is not valid. */
size_t ln_utf8_length(const unsigned char *p, const unsigned char *end);

/* The code point of a valid character of n bytes. */
uint32_t ln_utf8_decode(const unsigned char *p, size_t n);


#endif
