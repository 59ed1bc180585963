/* A pattern against a page that comes in pieces. */

#ifndef LN_PATTERN_SCAN_H
#define LN_PATTERN_SCAN_H

#include "html/selector/ln_pattern.h"


#define LN_PATTERN_PARTIAL  -4          /* the end came first: more may match */

/*
 * Searches subject from offset from on; what is before is looked at by
 * lookbehinds only.  utf: in UTF-8, valid or not, else by bytes.  first:
 * subject begins the page; last: it ends it.  1 with the match in *start and
 * *end, 0, LN_PATTERN_PARTIAL with *start, LN_PATTERN_LIMIT, or LN_ERROR.
 */
int ln_pattern_scan(const ln_pattern_t *pattern, int utf, ln_str_t subject,
    size_t from, int first, int last, size_t *start, size_t *end);

/* How many bytes before its start a match may look at. */
size_t ln_pattern_lookbehind(const ln_pattern_t *pattern);


#endif
