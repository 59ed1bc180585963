/* Which elements and texts of a text may stand where. */

#ifndef LN_TEMPLATE_CONTENT_H
#define LN_TEMPLATE_CONTENT_H

#include "notice/template/ln_template_parser.h"


/*
 * Whether a browser's parser (WHATWG HTML, 13.2.6) puts the element of that
 * name, whose tag is `at`, where it is written, and moves, closes and drops
 * nothing because of it.  LN_ERROR with err set, which says what is allowed.
 */
int ln_template_content_element(ln_template_parser_t *s,
    const unsigned char *at, ln_str_t name);

/* The same for words, a reference or a placeholder at `at`. */
int ln_template_content_words(ln_template_parser_t *s,
    const unsigned char *at);


#endif
