/* Digests that prove what a text was: SHA-256, as `sha256sum` writes it. */

#ifndef LN_DIGEST_H
#define LN_DIGEST_H

#include "ln_core.h"


#define LN_DIGEST_LEN  64               /* hexadecimal digits */


/*
 * Writes the digest of bytes into hex, in small letters, and a zero behind it:
 * LN_DIGEST_LEN + 1 bytes.
 */
void ln_digest(ln_str_t bytes, char *hex);

/* Whether s could be a digest, or the first n digits or more of one. */
int ln_digest_begins(ln_str_t s, size_t n);


#endif
