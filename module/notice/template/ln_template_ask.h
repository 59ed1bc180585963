/*
 * What a text has that asks its reader for something: where its form stands,
 * its button, and the heading that names its page.
 */

#ifndef LN_TEMPLATE_ASK_H
#define LN_TEMPLATE_ASK_H

#include "notice/template/ln_template_parser.h"


/*
 * Reads the placeholder `{{legal_form}}` at s->p.  LN_DECLINED: it is another
 * one.  LN_ERROR with err set: a form cannot stand there, as in the value of an
 * attribute, or there is one already.
 */
int ln_template_ask_form(ln_template_parser_t *s, unsigned in_value);

/* Before the start tag at `at` of an element is written. */
void ln_template_ask_tag(ln_template_parser_t *s, const unsigned char *at,
    ln_str_t name);

/* An attribute of the tag that is being read. */
void ln_template_ask_attribute(ln_template_parser_t *s, ln_str_t name);

/* When an element has been opened. */
void ln_template_ask_open(ln_template_parser_t *s, ln_str_t name);

/* Before and after the end tag, which is at `end`, is written. */
void ln_template_ask_close(ln_template_parser_t *s, const unsigned char *end);
void ln_template_ask_closed(ln_template_parser_t *s);


#endif
