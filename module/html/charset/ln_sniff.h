/* What browsers take a body for that comes without a Content-Type. */

#ifndef LN_SNIFF_H
#define LN_SNIFF_H

#include "ln_core.h"


/* More than this is never looked at. */
#define LN_SNIFF_BYTES  512


/*
 * Whether a body that begins with len bytes is HTML after the MIME Sniffing
 * Standard (7.1): LN_OK it is, LN_DECLINED it is not, LN_ERROR more bytes are
 * needed to tell; with last set there are no more.
 */
int ln_sniff_html(const unsigned char *p, size_t len, int last);


#endif
