/*
 * MIME sniffing: whether browsers take a body without a Content-Type for HTML
 * (WHATWG MIME Sniffing Standard, 7.1).
 */

#ifndef LN_SNIFF_H
#define LN_SNIFF_H

#include "ln_core.h"


/* Browsers look at so many bytes at most. */
#define LN_SNIFF_BYTES  512


/*
 * p are the first len bytes of a body; last says that the body has no more.
 * LN_OK: the body is HTML.  LN_DECLINED: it is not.  LN_ERROR: more bytes are
 * needed to tell.
 */
int ln_sniff_html(const unsigned char *p, size_t len, int last);


#endif
