/* The content coding Brotli, by libbrotlidec. */

#ifndef LN_CODING_BR_H
#define LN_CODING_BR_H

#include "html/coding/ln_coding.h"


/* LN_OK; LN_ERROR when there is no memory. */
int ln_coding_br(ln_coding_t *coding);


#endif
