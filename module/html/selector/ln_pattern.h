/* Regular expressions (PCRE2), bounded in time and memory. */

#ifndef LN_PATTERN_H
#define LN_PATTERN_H

#include "ln_core.h"


typedef struct ln_pattern_s  ln_pattern_t;

/* Flags of ln_pattern_compile(). */
#define LN_PATTERN_CASELESS  1
#define LN_PATTERN_UTF       2          /* text and subjects are UTF-8 */
#define LN_PATTERN_PAGE      4          /* for ln_pattern_scan() */

#define LN_PATTERN_LIMIT    -3          /* a limit of PCRE2's was reached */


/*
 * Compiles text, to machine code where PCRE2 can.  The caller frees the pattern
 * by ln_pattern_free().  NULL with err set: PCRE2's message and the offset in
 * text.
 */
ln_pattern_t *ln_pattern_compile(ln_str_t text, unsigned flags,
    ln_error_t *err);

void ln_pattern_free(ln_pattern_t *pattern);

/*
 * 1: subject has a match.  0: it has none.  LN_PATTERN_LIMIT: the search took
 * too much time or memory.  LN_ERROR: PCRE2 failed.
 */
int ln_pattern_match(const ln_pattern_t *pattern, ln_str_t subject);


#endif
