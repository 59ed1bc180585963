/* The tags of a text: what may stand in one, and how XHTML has it. */

#ifndef LN_TEMPLATE_TAG_H
#define LN_TEMPLATE_TAG_H

#include "notice/ln_template_parser.h"


/* Read the tag at p.  LN_ERROR with err set where a text may not have it. */
int ln_template_start_tag(ln_template_parser_t *s);
int ln_template_end_tag(ln_template_parser_t *s);


#endif
