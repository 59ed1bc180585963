/*
 * SHA256() would look for an implementation, which takes memory and a libcrypto
 * that has been initialized; these functions take neither.
 */

#define OPENSSL_API_COMPAT  0x10100000L

#include <openssl/sha.h>

#include "ln_digest.h"


void
ln_digest(ln_str_t bytes, char *hex)
{
    size_t         i;
    SHA256_CTX     sha;
    unsigned char  digest[SHA256_DIGEST_LENGTH];

    static const char  digits[] = "0123456789abcdef";

    (void) SHA256_Init(&sha);
    (void) SHA256_Update(&sha, bytes.data, bytes.len);
    (void) SHA256_Final(digest, &sha);

    for (i = 0; i < sizeof(digest); i++) {
        *hex++ = digits[digest[i] >> 4];
        *hex++ = digits[digest[i] & 15];
    }

    *hex = '\0';
}


int
ln_digest_begins(ln_str_t s, size_t n)
{
    size_t  i;

    if (s.len < n || s.len > LN_DIGEST_LEN) {
        return 0;
    }

    for (i = 0; i < s.len; i++) {
        if (!(s.data[i] >= '0' && s.data[i] <= '9')
            && !(s.data[i] >= 'a' && s.data[i] <= 'f'))
        {
            return 0;
        }
    }

    return 1;
}
