/* Whether any words of a text show without a script. */

#ifndef LN_TEMPLATE_SHOWN_H
#define LN_TEMPLATE_SHOWN_H

#include "notice/template/ln_template_parser.h"


/*
 * When an element has been opened by the tag that begins at `at`: `hidden`,
 * `display: none` in its style, or a <dialog> that is not open, hides what
 * stands in it.
 */
void ln_template_shown_open(ln_template_parser_t *s, const unsigned char *at,
    ln_str_t name);

/* Before the innermost element is closed. */
void ln_template_shown_close(ln_template_parser_t *s);

/*
 * Whether something is seen of the character, or the reference, at s->p.  The
 * bytes behind the first of a character are nothing by themselves.
 */
unsigned ln_template_is_seen(const ln_template_parser_t *s);

/* Words, or what stands for some, have been read. */
void ln_template_shown_words(ln_template_parser_t *s);

/* At the end of a text that has words. */
void ln_template_shown_end(ln_template_parser_t *s);


#endif
