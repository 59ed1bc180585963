/* The parser of templates. */

#ifndef LN_TEMPLATE_PARSE_H
#define LN_TEMPLATE_PARSE_H

#include "notice/template/ln_template.h"


/*
 * Parses an HTML fragment, into alloc's arena.  The template's variables point
 * into text, which the caller keeps.
 *
 * `{{name}}` is the placeholder of a variable, whose name is [A-Za-z0-9_]+.
 * `{{{{` is the text `{{`.  What HTML allows and XML does not is rewritten:
 * `<BR>`, an attribute without quotes, `&nbsp;`, `&`.
 *
 * NULL with err set, its line and column, too: invalid UTF-8; a placeholder
 * that is empty or not closed, or stands where no escaping is safe (script,
 * style, event attribute, unquoted attribute, name of a tag or an attribute,
 * comment); elements that do not balance, or that run, load or hide something;
 * a fragment without any text.
 */
ln_template_t *ln_template_parse(const ln_alloc_t *alloc, ln_str_t text,
    ln_error_t *err);


#endif
