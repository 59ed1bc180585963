/* What differs between two pages, apart from their notices. */

#ifndef LN_CHECK_DIFFER_H
#define LN_CHECK_DIFFER_H

#include <jansson.h>

#include "ln_core.h"


/*
 * Sets in object: bytes_beyond_notices, by how much page is longer than other
 * without the notices of both; and differences, the first places where they
 * differ: offset in page, and what stands here and what nobody's page has.
 */
void ln_check_differ(json_t *object, ln_str_t page, ln_str_t other);


#endif
