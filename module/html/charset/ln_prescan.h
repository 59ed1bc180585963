/* A page's own word on its encoding, in its first 1024 bytes. */

#ifndef LN_PRESCAN_H
#define LN_PRESCAN_H

#include "ln_core.h"


#define LN_PRESCAN_BYTES  1024
#define LN_PRESCAN_LABEL  128
#define LN_PRESCAN_BOM    3             /* no BOM is longer */


/*
 * The label of the BOM or, failing that, of an XML declaration in UTF-16, of
 * the first <meta charset> or <meta http-equiv=content-type>, or of an XML
 * declaration, as the standard's "prescan a byte stream" (13.2.3.2) finds it,
 * in small letters, to out, which has room for LN_PRESCAN_LABEL bytes.  last:
 * no more bytes will be looked at.  The length, 0 for none.  What is found in
 * the first bytes of a page stays found when more are there.
 */
size_t ln_prescan(const unsigned char *p, size_t len, int last,
    unsigned char *out);

/* The label that a BOM stands for, empty for none. */
ln_str_t ln_prescan_bom(const unsigned char *p, size_t len);


#endif
