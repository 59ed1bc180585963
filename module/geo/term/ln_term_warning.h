/* What is odd about a term, and no error. */

#ifndef LN_TERM_WARNING_H
#define LN_TERM_WARNING_H

#include "geo/term/ln_term.h"


/*
 * Is told of something that is allowed and is hardly meant: in one line, with
 * the remedy.  file and line are those of a term, NULL and 0 where there is
 * none.
 */
typedef void (*ln_warning_pt)(void *data, const char *file, unsigned line,
    const char *text);


/* Keeps a warning with the term.  LN_ERROR with err set without memory. */
__attribute__((format(printf, 4, 5)))
int ln_term_warn(const ln_term_parser_t *p, ln_term_t *term, ln_error_t *err,
    const char *fmt, ...);


#endif
