/*
 * Secrets that acknowledgements are signed with: HMAC-SHA256 (RFC 2104), by
 * libcrypto's SHA-256.
 */

#ifndef LN_KEY_H
#define LN_KEY_H

#include "ln_core.h"


#define LN_KEY_MIN   32                 /* bytes: the digest's */
#define LN_KEY_MAX   4096

#define LN_KEY_SIGN  64                 /* hexadecimal digits of a signature */


typedef struct ln_key_s  ln_key_t;


/*
 * Reads a key: all bytes of a file.  NULL with err set: it cannot be read; is
 * no regular file; has less than LN_KEY_MIN bytes or more than LN_KEY_MAX; can
 * be read by others than its owner; there is no memory.
 */
ln_key_t *ln_key_load(const char *path, ln_error_t *err);

/* Makes a key of those bytes, which are copied.  NULL: there is no memory. */
ln_key_t *ln_key_create(ln_str_t secret);

/* Frees and wipes a key, which may be NULL. */
void ln_key_free(ln_key_t *key);

/* Writes key's signature of message, in small hexadecimal digits. */
void ln_key_sign(const ln_key_t *key, ln_str_t message,
    unsigned char signature[LN_KEY_SIGN]);


#endif
