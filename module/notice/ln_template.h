/* A text with placeholders: an HTML fragment that cannot break a page. */

#ifndef LN_TEMPLATE_H
#define LN_TEMPLATE_H

#include "ln_core.h"


typedef struct ln_template_s  ln_template_t;


/*
 * Parses an HTML fragment.  `{{name}}` stands for a variable, `{{{{` for
 * `{{`.  Refused, with err->line and err->column: invalid UTF-8, an open or
 * empty placeholder, a name not of [A-Za-z0-9_]+, a placeholder where no
 * escaping is safe (script, style, event attribute, unquoted attribute, tag
 * or attribute name, comment), elements that do not balance or that run, load
 * or hide something, a fragment without any text.  What HTML allows and XML
 * does not is rewritten: `<BR>`, an attribute without quotes, `&nbsp;`, `&`.
 * The template's variables point into text, which the caller keeps.
 */
ln_template_t *ln_template_parse(const ln_alloc_t *alloc, ln_str_t text,
    ln_error_t *err);

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
