/*
 * HMAC() and EVP look for an implementation, which takes memory and a libcrypto
 * that has been initialized: with one that could not be, OpenSSL 3.0 crashes.
 * SHA256_Update() and its like take neither, and cannot fail in a request.
 */

#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64
#define OPENSSL_API_COMPAT  0x10100000L

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/sha.h>

#include "acknowledge/ln_key.h"


#define LN_KEY_MAKE  "\"openssl rand -out FILE 32\" makes one"


/*
 * HMAC is H(K ^ opad, H(K ^ ipad, text)): each hash begins with a block that is
 * the key's, and has read it once and for all.
 */
struct ln_key_s {
    SHA256_CTX  inner;
    SHA256_CTX  outer;
};


static void ln_key_block(SHA256_CTX *sha, const unsigned char *block,
    unsigned char pad);
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
        (void) ln_error(err, "cannot read \"%.300s\": %s%s", path,
                        strerror(errno),
                        errno == ENOENT ? ": " LN_KEY_MAKE : "");
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
        return ln_error(err, "\"%.300s\" is not a regular file", path);
    }

    if (st.st_mode & (S_IRWXG|S_IRWXO)) {
        return ln_error(err, "the key \"%.300s\" has mode %04o, others than "
                        "its owner may use it: \"chmod 600\" it, or make a "
                        "new one", path, (unsigned) st.st_mode & 07777);
    }

    if (st.st_size < LN_KEY_MIN || st.st_size > LN_KEY_MAX) {
        return ln_error(err, "the key \"%.300s\" has %lld bytes, %d to %d are "
                        "expected: " LN_KEY_MAKE,
                        path, (long long) st.st_size, LN_KEY_MIN, LN_KEY_MAX);
    }

    for (n = 0; n < st.st_size; n += rc) {
        rc = read(fd, secret + n, st.st_size - n);

        if (rc < 0 && errno == EINTR) {
            rc = 0;

        } else if (rc <= 0) {
            (void) ln_error(err, "cannot read \"%.300s\": %s", path,
                            rc ? strerror(errno) : "it ends early");
            ln_wipe(secret, LN_KEY_MAX);
            return LN_ERROR;
        }
    }

    return n;
}


ln_key_t *
ln_key_create(ln_str_t secret)
{
    ln_key_t       *key;
    SHA256_CTX      sha;
    unsigned char   block[SHA256_CBLOCK];

    key = malloc(sizeof(ln_key_t));
    if (key == NULL) {
        return NULL;
    }

    memset(block, 0, sizeof(block));

    if (secret.len > sizeof(block)) {
        (void) SHA256_Init(&sha);
        (void) SHA256_Update(&sha, secret.data, secret.len);
        (void) SHA256_Final(block, &sha);

    } else {
        memcpy(block, secret.data, secret.len);
    }

    ln_key_block(&key->inner, block, 0x36);
    ln_key_block(&key->outer, block, 0x5c);

    ln_wipe(block, sizeof(block));
    ln_wipe(&sha, sizeof(SHA256_CTX));

    return key;
}


static void
ln_key_block(SHA256_CTX *sha, const unsigned char *block, unsigned char pad)
{
    size_t         i;
    unsigned char  padded[SHA256_CBLOCK];

    for (i = 0; i < sizeof(padded); i++) {
        padded[i] = block[i] ^ pad;
    }

    (void) SHA256_Init(sha);
    (void) SHA256_Update(sha, padded, sizeof(padded));

    ln_wipe(padded, sizeof(padded));
}


void
ln_key_free(ln_key_t *key)
{
    if (key) {
        ln_wipe(key, sizeof(ln_key_t));
        free(key);
    }
}


void
ln_key_sign(const ln_key_t *key, ln_str_t message,
    unsigned char signature[LN_KEY_SIGN])
{
    size_t         i;
    SHA256_CTX     sha;
    unsigned char  digest[SHA256_DIGEST_LENGTH];

    static const char  digits[] = "0123456789abcdef";

    sha = key->inner;
    (void) SHA256_Update(&sha, message.data, message.len);
    (void) SHA256_Final(digest, &sha);

    sha = key->outer;
    (void) SHA256_Update(&sha, digest, sizeof(digest));
    (void) SHA256_Final(digest, &sha);

    for (i = 0; i < sizeof(digest); i++) {
        signature[2 * i] = digits[digest[i] >> 4];
        signature[2 * i + 1] = digits[digest[i] & 15];
    }
}
