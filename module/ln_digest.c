#include <openssl/sha.h>

#include "ln_digest.h"


int
ln_digest(ln_str_t bytes, char *hex)
{
    size_t         i;
    unsigned char  digest[SHA256_DIGEST_LENGTH];

    static const char  digits[] = "0123456789abcdef";

    if (SHA256(bytes.data, bytes.len, digest) == NULL) {
        return LN_ERROR;
    }

    for (i = 0; i < sizeof(digest); i++) {
        *hex++ = digits[digest[i] >> 4];
        *hex++ = digits[digest[i] & 15];
    }

    *hex = '\0';

    return LN_OK;
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
