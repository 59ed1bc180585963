/* Compound selectors: what is written between combinators. */

#ifndef LN_COMPOUND_PARSE_H
#define LN_COMPOUND_PARSE_H

#include "html/selector/ln_selector_token.h"


/* Reads the compound selector at s->p.  LN_ERROR with s->error set. */
int ln_selector_compound(ln_selector_parser_t *s, ln_compound_t *compound);


#endif
