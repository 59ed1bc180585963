/*
 * Templates: HTML fragments with placeholders, which cannot break the page that
 * they are put into.
 */

#ifndef LN_TEMPLATE_H
#define LN_TEMPLATE_H

#include "ln_core.h"


typedef struct ln_template_s  ln_template_t;


/* The variables of the template, each once, in the order of their first use. */
unsigned ln_template_nvariables(const ln_template_t *t);
ln_str_t ln_template_variable(const ln_template_t *t, unsigned i);

/* Line and column of the first use of variable i. */
void ln_template_where(const ln_template_t *t, unsigned i, unsigned *line,
    unsigned *column);

/*
 * Writes the template with values[i] for variable i.  Returns the length in
 * bytes; out may be NULL to learn it.
 *
 * In text and in quoted attributes & < > " ' are escaped.  A URL attribute gets
 * "#" instead of a value that is empty or has another scheme than http, https
 * or mailto.  Bytes that are not UTF-8, and control characters, become U+FFFD.
 */
size_t ln_template_render(const ln_template_t *t, const ln_str_t *values,
    unsigned char *out);


#endif
