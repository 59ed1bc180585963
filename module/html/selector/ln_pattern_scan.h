/* Searches a page that comes in pieces for a pattern. */

#ifndef LN_PATTERN_SCAN_H
#define LN_PATTERN_SCAN_H

#include "html/selector/ln_pattern.h"


#define LN_PATTERN_PARTIAL  -4          /* a match may go on past the end */

/*
 * Searches subject, a part of the page, for a match that begins at offset from
 * or later.  Only lookbehinds see what stands before.  utf: the page is UTF-8,
 * valid or not; else each byte is a character.  first, last: subject is the
 * page's beginning, its end.
 *
 * 1: *start and *end are the match.  0: there is none.  LN_PATTERN_PARTIAL: at
 * *start begins what further bytes may make a match.  LN_PATTERN_LIMIT and
 * LN_ERROR: as of ln_pattern_match().
 */
int ln_pattern_scan(const ln_pattern_t *pattern, int utf, ln_str_t subject,
    size_t from, int first, int last, size_t *start, size_t *end);

/* So many bytes before its start a match may depend on. */
size_t ln_pattern_lookbehind(const ln_pattern_t *pattern);


#endif
