/* Markup: the HTML that a notice or a refusal becomes. */

#ifndef LN_MARKUP_H
#define LN_MARKUP_H

#include "html/charset/ln_charset.h"
#include "notice/ln_text.h"


/*
 * Writes <aside class="legal-notice" role="note" lang="ru" dir="ltr"
 * data-legal-notice="NAME">TEXT</aside>.  A translation without a language has
 * dir="auto" and no lang.
 *
 * values are those of ln_template_render().  Returns the length in bytes; out
 * may be NULL to learn it.
 */
size_t ln_markup_notice(const ln_translation_t *translation, ln_str_t name,
    const ln_str_t *values, unsigned char *out);

/*
 * Writes a whole HTML page in UTF-8, with that title, which says what
 * translation says.  values, the length and out are as above.
 */
size_t ln_markup_page(const ln_translation_t *translation, ln_str_t title,
    const ln_str_t *values, unsigned char *out);

/*
 * The same of a page that asks.  Its title is that of translation, if it has
 * one.  With form NULL it is the page for whoever cannot be asked: nothing
 * stands there to click.  See ln_template_render_form().
 */
size_t ln_markup_asking(const ln_translation_t *translation, ln_str_t title,
    const ln_str_t *values, const ln_template_form_t *form,
    unsigned char *out);

/*
 * Writes a whole HTML page in UTF-8, with that title, which holds n notices
 * and nothing else, as ln_markup_notice() has written them.  Its language is
 * that of translation, which may be NULL.
 */
size_t ln_markup_notices(const ln_translation_t *translation, ln_str_t title,
    const ln_str_t *notices, size_t n, unsigned char *out);

/*
 * Rewrites markup from UTF-8 to ASCII.  Each other character becomes a decimal
 * character reference, which means the same in every encoding of a page.
 * Returns the length in bytes; out may be NULL to learn it.
 */
size_t ln_markup_ascii(ln_str_t utf8, unsigned char *out);

/*
 * Rewrites markup from UTF-8 to what a page in that charset takes: as it is,
 * UTF-16, or else ASCII as above.  In ISO-2022-JP `\` and `~` are references,
 * too, as an escape sequence of the page may have made other characters of
 * them.  The length and out are as above.
 */
size_t ln_markup_write(ln_charset_t charset, ln_str_t utf8,
    unsigned char *out);


#endif
