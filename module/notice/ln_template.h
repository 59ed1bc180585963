/* A text with placeholders: an HTML fragment that cannot break a page. */

#ifndef LN_TEMPLATE_H
#define LN_TEMPLATE_H

#include "ln_core.h"


typedef struct ln_template_s  ln_template_t;


/* The distinct variables of the template, in order of appearance. */
unsigned ln_template_nvariables(const ln_template_t *t);
ln_str_t ln_template_variable(const ln_template_t *t, unsigned i);

/* Line and column of the first use of variable i. */
void ln_template_where(const ln_template_t *t, unsigned i, unsigned *line,
    unsigned *column);

/*
 * Writes the text with values[i] for variable i, escaped for where it stands
 * (text and quoted attribute: & < > " '; URL attribute: a value whose scheme
 * is not http, https or mailto gives "#", as an empty one does; bytes that
 * are not UTF-8 give U+FFFD).  Returns the length in bytes; out may be NULL
 * to learn it.
 */
size_t ln_template_render(const ln_template_t *t, const ln_str_t *values,
    unsigned char *out);


#endif
