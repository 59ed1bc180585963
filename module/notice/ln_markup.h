/* The markup around a text: a notice's <aside>, a refusal's whole page. */

#ifndef LN_MARKUP_H
#define LN_MARKUP_H

#include "notice/ln_text.h"


/*
 * <aside class="legal-notice" role="note" lang="ru" dir="ltr"
 * data-legal-notice="NAME">...</aside>; without a language dir="auto" and no
 * lang.  values as for ln_template_render().  Returns the length in bytes;
 * out may be NULL to learn it.
 */
size_t ln_markup_notice(const ln_text_variant_t *variant, ln_str_t name,
    const ln_str_t *values, unsigned char *out);

/*
 * A whole UTF-8 HTML page around variant's text, title its <title>; with
 * variant NULL a plain built-in English one.  As above.
 */
size_t ln_markup_page(const ln_text_variant_t *variant, ln_str_t title,
    const ln_str_t *values, unsigned char *out);

/*
 * UTF-8 markup rewritten in ASCII: each other character becomes a decimal
 * character reference, which means the same on every ASCII-compatible
 * charset.  Returns the length; out may be NULL to learn it.
 */
size_t ln_markup_ascii(ln_str_t utf8, unsigned char *out);


#endif
