/* The content codings gzip and deflate, by zlib. */

#ifndef LN_CODING_ZLIB_H
#define LN_CODING_ZLIB_H

#include "html/coding/ln_coding.h"


/* LN_OK; LN_ERROR when there is no memory. */
int ln_coding_gzip(ln_coding_t *coding);
int ln_coding_deflate(ln_coding_t *coding);


#endif
