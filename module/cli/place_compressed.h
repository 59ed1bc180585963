/* Whether a page came as bytes that are still compressed. */

#ifndef LN_CLI_PLACE_COMPRESSED_H
#define LN_CLI_PLACE_COMPRESSED_H

#include "ln_core.h"


/*
 * Whether the bytes, with which a page begins, are compressed by gzip, zstd, br
 * or deflate.  The last two have no mark: they are decoded, and a page must
 * come out.
 */
int ln_cli_place_compressed(ln_str_t bytes);


#endif
