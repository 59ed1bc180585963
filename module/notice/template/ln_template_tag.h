/* The tags of a text: what they may have, and how they are written as XHTML. */

#ifndef LN_TEMPLATE_TAG_H
#define LN_TEMPLATE_TAG_H

#include "notice/template/ln_template_parser.h"


/* Read the tag at s->p.  LN_ERROR with err set if it is not allowed. */
int ln_template_start_tag(ln_template_parser_t *s);
int ln_template_end_tag(ln_template_parser_t *s);


#endif
