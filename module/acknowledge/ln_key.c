#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64
#define OPENSSL_API_COMPAT  0x10100000L

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "acknowledge/ln_key.h"


/* The context has read the key once, and begins each signature from there. */
struct ln_key_s {
    HMAC_CTX  *hmac;
};


static int ln_key_read(int fd, const char *path, unsigned char *secret,
    ln_error_t *err);


ln_key_t *
ln_key_load(const char *path, ln_error_t *err)
{
    int             fd, n;
    ln_key_t       *key;
    unsigned char   secret[LN_KEY_MAX];

    fd = open(path, O_RDONLY|O_CLOEXEC|O_NONBLOCK);
    if (fd == -1) {
        (void) ln_error(err, "cannot read \"%s\": %s", path, strerror(errno));
        return NULL;
    }

    n = ln_key_read(fd, path, secret, err);
    (void) close(fd);

    if (n < 0) {
        return NULL;
    }

    key = ln_key_create((ln_str_t) { n, secret });
    ln_wipe(secret, sizeof(secret));

    if (key == NULL) {
        (void) ln_error(err, "no memory");
    }

    return key;
}


/* The number of bytes; what is no key is never read. */

static int
ln_key_read(int fd, const char *path, unsigned char *secret, ln_error_t *err)
{
    int          n, rc;
    struct stat  st;

    if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode)) {
        return ln_error(err, "\"%s\" is not a regular file", path);
    }

    if (st.st_mode & (S_IRWXG|S_IRWXO)) {
        return ln_error(err, "the key \"%s\" has mode %04o, others than its "
                        "owner may use it: \"chmod 600\" it, or make a new "
                        "one", path, (unsigned) st.st_mode & 07777);
    }

    if (st.st_size < LN_KEY_MIN || st.st_size > LN_KEY_MAX) {
        return ln_error(err, "the key \"%s\" has %lld bytes, %d to %d are "
                        "expected: \"openssl rand -out FILE 32\" makes one",
                        path, (long long) st.st_size, LN_KEY_MIN, LN_KEY_MAX);
    }

    for (n = 0; n < st.st_size; n += rc) {
        rc = read(fd, secret + n, st.st_size - n);

        if (rc < 0 && errno == EINTR) {
            rc = 0;

        } else if (rc <= 0) {
            ln_wipe(secret, LN_KEY_MAX);
            return ln_error(err, "cannot read \"%s\" to its end", path);
        }
    }

    return n;
}


ln_key_t *
ln_key_create(ln_str_t secret)
{
    ln_key_t  *key;

    key = calloc(1, sizeof(ln_key_t));
    if (key == NULL) {
        return NULL;
    }

    key->hmac = HMAC_CTX_new();

    if (key->hmac == NULL
        || !HMAC_Init_ex(key->hmac, secret.data, secret.len, EVP_sha256(),
                         NULL))
    {
        ln_key_free(key);
        return NULL;
    }

    return key;
}


void
ln_key_free(ln_key_t *key)
{
    if (key) {
        HMAC_CTX_free(key->hmac);
        free(key);
    }
}


int
ln_key_sign(ln_key_t *key, ln_str_t message,
    unsigned char signature[LN_KEY_SIGN])
{
    unsigned       i, len;
    unsigned char  digest[EVP_MAX_MD_SIZE];

    static const char  digits[] = "0123456789abcdef";

    if (!HMAC_Init_ex(key->hmac, NULL, 0, NULL, NULL)
        || !HMAC_Update(key->hmac, message.data, message.len)
        || !HMAC_Final(key->hmac, digest, &len)
        || 2 * len != LN_KEY_SIGN)
    {
        return LN_ERROR;
    }

    for (i = 0; i < len; i++) {
        signature[2 * i] = digits[digest[i] >> 4];
        signature[2 * i + 1] = digits[digest[i] & 15];
    }

    return LN_OK;
}
