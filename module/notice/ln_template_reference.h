/* Character references of a text. */

#ifndef LN_TEMPLATE_REFERENCE_H
#define LN_TEMPLATE_REFERENCE_H

#include "notice/ln_template_parser.h"


/*
 * Reads the `&` at p; value: in an attribute's value, else in text.  LN_ERROR
 * with err set where a text may not have it.
 */
int ln_template_reference(ln_template_parser_t *s, unsigned value);


#endif
