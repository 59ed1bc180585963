/* The parser of texts. */

#ifndef LN_TEMPLATE_PARSE_H
#define LN_TEMPLATE_PARSE_H

#include "notice/ln_template.h"


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


#endif
