/* Conditions on attributes: classes, ids, and what stands in brackets. */

#ifndef LN_CONDITION_PARSE_H
#define LN_CONDITION_PARSE_H

#include "html/selector/ln_selector_token.h"


/*
 * Read `.class` or `#id`, and `[attribute]`, at s->p into a condition of the
 * compound.  LN_ERROR with s->error set.
 */
int ln_condition_class(ln_selector_parser_t *s, ln_compound_t *compound);
int ln_condition_attribute(ln_selector_parser_t *s, ln_compound_t *compound);


#endif
