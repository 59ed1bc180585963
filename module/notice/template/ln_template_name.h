/* Names of elements and attributes, and the blanks between them. */

#ifndef LN_TEMPLATE_NAME_H
#define LN_TEMPLATE_NAME_H

#include "notice/template/ln_template_parser.h"


/* Read the name at p, which may be empty; pass over blanks at p. */
ln_str_t ln_template_name(ln_template_parser_t *s);
void ln_template_blanks(ln_template_parser_t *s);

/* Writes a name in small letters: XHTML tells cases apart, HTML does not. */
void ln_template_write_name(ln_template_parser_t *s, ln_str_t name);

/* 1 if the name is in a list of n, the case of letters apart. */
int ln_template_in(ln_str_t name, const ln_str_t *list, size_t n);

#define ln_template_is(name, list)                                            \
    ln_template_in(name, list, sizeof(list) / sizeof(list[0]))


#endif
