/*
 * MIME sniffing: what browsers take a body for by its first bytes.  Their
 * tables for HTML are wider than that of the MIME Sniffing Standard, 7.1.
 */

#ifndef LN_SNIFF_H
#define LN_SNIFF_H

#include "ln_core.h"


/* Browsers look at so many bytes at most. */
#define LN_SNIFF_BYTES  512


/*
 * p are the first len bytes of a body without a Content-Type; last says that
 * the body has no more.  LN_OK: a browser of today shows the body as HTML.
 * LN_DECLINED: none does.  LN_ERROR: more bytes are needed to tell.
 * Source: Chromium 156, as it was seen; Firefox, by its source.
 */
int ln_sniff_html(const unsigned char *p, size_t len, int last);

/*
 * The same of a body that is said to be text.  LN_OK: it is.  LN_DECLINED: it
 * has bytes of no text (MIME Sniffing Standard, 3 and 7.2): compressed bytes,
 * for example.
 */
int ln_sniff_text(const unsigned char *p, size_t len, int last);


#endif
