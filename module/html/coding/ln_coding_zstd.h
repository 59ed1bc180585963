/* The content coding Zstandard, by libzstd. */

#ifndef LN_CODING_ZSTD_H
#define LN_CODING_ZSTD_H

#include "html/coding/ln_coding.h"


/* LN_OK; LN_ERROR when there is no memory. */
int ln_coding_zstd(ln_coding_t *coding);


#endif
