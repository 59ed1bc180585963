/* What differs between two pages, apart from their notices. */

#ifndef LN_CHECK_DIFFER_H
#define LN_CHECK_DIFFER_H

#include "cli/check/verdict.h"


/*
 * Sets in what is written: bytes_beyond_notices, by how much page is longer
 * than other without the notices of both; and differences, the first places
 * where they differ: offset in page, and what stands here and what nobody's
 * page has.
 */
void ln_check_differ(ln_check_verdict_t *verdict, ln_str_t page,
    ln_str_t other);


#endif
