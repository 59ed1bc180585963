/* An HTML fragment as plain text. */

#ifndef LN_PLAIN_H
#define LN_PLAIN_H

#include "ln_core.h"


/*
 * Writes markup, a fragment whose tags balance, as text.  Tags and comments are
 * left out.  Character references become characters.  White space becomes one
 * space.  Paragraphs and the like have lines of their own.  Blank lines are
 * written before the text, and a line end after it.
 *
 * out has room for markup.len + 3 bytes.  Returns the length.
 */
size_t ln_plain_text(ln_str_t markup, unsigned char *out);


#endif
