/*
 * What a page itself says of its encoding, within its first 1024 bytes: a BOM,
 * a <meta charset>, or an XML declaration.
 */

#ifndef LN_PRESCAN_H
#define LN_PRESCAN_H

#include "html/charset/ln_charset.h"


#define LN_PRESCAN_BYTES  1024          /* more is never looked at */
#define LN_PRESCAN_LABEL  128           /* no label is longer */
#define LN_PRESCAN_BOM    3             /* no BOM is longer */
#define LN_PRESCAN_BOM_LEAST  0xef      /* a BOM's first byte is not less */


/*
 * "Prescan a byte stream to determine its encoding" (HTML Standard, 13.2.3.2):
 * writes the label, in small letters, to out, which has LN_PRESCAN_LABEL bytes.
 * Returns the label's length, 0 for none.
 *
 * The first of these that the page has decides: a BOM; an XML declaration in
 * UTF-16; the first <meta charset> or <meta http-equiv=content-type>; an XML
 * declaration.  p are the page's first len bytes, and last says that no more
 * will be looked at.  A label that is found in some bytes of a page is also
 * found when more bytes are there.
 */
size_t ln_prescan(const unsigned char *p, size_t len, int last,
    unsigned char *out);

/*
 * The encoding that the attributes of a <meta> say, which the standard's tree
 * construction looks at wherever it stands ("in head").  LN_CHARSET_UNKNOWN for
 * none.  An attribute that the tag does not have is empty.
 */
ln_charset_t ln_prescan_attributes(ln_str_t charset, ln_str_t http_equiv,
    ln_str_t content);

/* The label of the encoding whose BOM the bytes begin with, empty for none. */
ln_str_t ln_prescan_bom(const unsigned char *p, size_t len);


#endif
