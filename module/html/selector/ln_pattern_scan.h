/* Searches a page that comes in pieces for a pattern. */

#ifndef LN_PATTERN_SCAN_H
#define LN_PATTERN_SCAN_H

#include "html/selector/ln_pattern.h"


#define LN_PATTERN_PARTIAL  -4          /* a match may go on past the end */

/*
 * Searches subject, a part of the page, for a match that begins at offset from
 * or later.  Only lookbehinds see the bytes before from.  utf: the page is
 * UTF-8, valid or not; else each byte is a character.  first: subject has the
 * page's first byte.  last: subject has its last byte.
 *
 * 1: *start and *end are the match.  0: there is none.  LN_PATTERN_PARTIAL:
 * with more bytes there may be a match that begins at *start.  LN_PATTERN_LIMIT
 * and LN_ERROR: as in ln_pattern_match().
 */
int ln_pattern_scan(const ln_pattern_t *pattern, int utf, ln_str_t subject,
    size_t from, int first, int last, size_t *start, size_t *end);

/* How many bytes before its start a match can depend on. */
size_t ln_pattern_lookbehind(const ln_pattern_t *pattern);


#endif
