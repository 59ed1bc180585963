/* A PCRE2 pattern with its limits, JIT-compiled where the machine can. */

#ifndef LN_PATTERN_H
#define LN_PATTERN_H

#include "ln_core.h"


typedef struct ln_pattern_s  ln_pattern_t;

#define LN_PATTERN_CASELESS  1
#define LN_PATTERN_UTF       2
#define LN_PATTERN_PAGE      4          /* for ln_pattern_scan() */

#define LN_PATTERN_LIMIT    -3          /* a match, depth or heap limit hit */


/*
 * Compiles text.  Allocated by PCRE2, freed by ln_pattern_free().  NULL with
 * err set: PCRE2's message and the offset (pcre2_compile(3)).
 */
ln_pattern_t *ln_pattern_compile(ln_str_t text, unsigned flags,
    ln_error_t *err);

void ln_pattern_free(ln_pattern_t *pattern);

/*
 * Searches subject from its start.  1 with the match in *start and *end (each
 * may be NULL), 0 for none, LN_PATTERN_LIMIT, or LN_ERROR.  Bounded in time
 * and memory by the pattern's limits.
 */
int ln_pattern_match(const ln_pattern_t *pattern, ln_str_t subject,
    size_t *start, size_t *end);


#endif
