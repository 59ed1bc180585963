/* An HTML fragment as plain text. */

#ifndef LN_PLAIN_H
#define LN_PLAIN_H

#include "html/charset/ln_charset.h"


/*
 * Writes markup, a fragment whose tags balance, as text.  Tags and comments are
 * left out.  Character references become characters.  White space becomes one
 * space.  Paragraphs and the like have lines of their own.  Blank lines are
 * written before the text, and a line end after it.
 *
 * out has room for markup.len + 3 bytes.  Returns the length.
 */
size_t ln_plain_text(ln_str_t markup, unsigned char *out);

/*
 * 1 if a text in UTF-8 can be written by ln_charset_write() in that charset.  A
 * plain text has no character references: only ASCII fits everywhere.
 */
int ln_plain_fits(ln_charset_t charset, ln_str_t text);


#endif
