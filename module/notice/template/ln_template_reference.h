/* Character references of a text. */

#ifndef LN_TEMPLATE_REFERENCE_H
#define LN_TEMPLATE_REFERENCE_H

#include "notice/template/ln_template_parser.h"


/*
 * Reads the character reference at s->p.  value: it is in the value of an
 * attribute, not in text.  LN_ERROR with err set if it is not allowed.
 */
int ln_template_reference(ln_template_parser_t *s, unsigned value);

/* Its first code point; that of `&` where none is referred to. */
uint32_t ln_template_reference_code(const ln_template_parser_t *s);


#endif
