/* The attributes of a tag: their names and values, and what could run. */

#ifndef LN_TEMPLATE_ATTRIBUTE_H
#define LN_TEMPLATE_ATTRIBUTE_H

#include "notice/template/ln_template_parser.h"


/* Reads the attribute at s->p.  LN_ERROR with err set if it is not allowed. */
int ln_template_attribute(ln_template_parser_t *s);


#endif
