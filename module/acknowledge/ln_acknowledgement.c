#include <openssl/crypto.h>

#include "acknowledge/ln_acknowledgement.h"
#include "ln_ascii.h"


#define LN_ACKNOWLEDGEMENT_HOUR    3600
#define LN_ACKNOWLEDGEMENT_DIGITS  10
#define LN_ACKNOWLEDGEMENT_LATEST  9999999999LL


static int ln_acknowledgement_sign(const ln_key_t *key,
    ln_acknowledgement_kind_t kind, const ln_acknowledged_t *what,
    const unsigned char *expiry, unsigned char *signature);
static unsigned char *ln_acknowledgement_line(unsigned char *p, ln_str_t s);
static int64_t ln_acknowledgement_read(ln_str_t value);


int64_t
ln_acknowledgement_expiry(int64_t now, int64_t lasts)
{
    int64_t  step;

    step = lasts / 24;

    if (step > LN_ACKNOWLEDGEMENT_HOUR) {
        step = LN_ACKNOWLEDGEMENT_HOUR;
    }

    return (step > 1) ? now - now % step + lasts : now + lasts;
}


int
ln_acknowledgement_make(const ln_keys_t *keys, ln_acknowledgement_kind_t kind,
    const ln_acknowledged_t *what, int64_t expiry, unsigned char *out)
{
    char  digits[24];

    if (keys->n == 0 || expiry < 0 || expiry > LN_ACKNOWLEDGEMENT_LATEST) {
        return LN_ERROR;
    }

    (void) snprintf(digits, sizeof(digits), "%010lld.", (long long) expiry);
    memcpy(out, digits, LN_ACKNOWLEDGEMENT_DIGITS + 1);

    return ln_acknowledgement_sign(keys->keys[0], kind, what, out,
                                   out + LN_ACKNOWLEDGEMENT_DIGITS + 1);
}


int
ln_acknowledgement_good(const ln_keys_t *keys, ln_acknowledgement_kind_t kind,
    const ln_acknowledged_t *what, ln_str_t value, int64_t now, int64_t lasts)
{
    int64_t        expiry;
    unsigned       i, good;
    unsigned char  signature[LN_KEY_SIGN];

    expiry = ln_acknowledgement_read(value);

    if (expiry <= now || expiry > now + lasts + LN_ACKNOWLEDGEMENT_HOUR) {
        return 0;
    }

    good = 0;

    for (i = 0; i < keys->n && !good; i++) {
        good = ln_acknowledgement_sign(keys->keys[i], kind, what, value.data,
                                       signature)
               == LN_OK
               && CRYPTO_memcmp(signature,
                                value.data + LN_ACKNOWLEDGEMENT_DIGITS + 1,
                                LN_KEY_SIGN)
                  == 0;
    }

    return good;
}


/* The host is the last line: it may have any bytes. */

static int
ln_acknowledgement_sign(const ln_key_t *key, ln_acknowledgement_kind_t kind,
    const ln_acknowledged_t *what, const unsigned char *expiry,
    unsigned char *signature)
{
    ln_str_t       kinds;
    unsigned char  message[LN_ACKNOWLEDGED_MAX], *p;

    if (what->rule.len + what->digest.len + what->host.len
        >= sizeof(message) - 32)
    {
        return LN_ERROR;
    }

    kinds = (kind == LN_ACKNOWLEDGEMENT_FORM) ? ln_str("form")
                                              : ln_str("cookie");

    p = ln_acknowledgement_line(message, kinds);
    p = ln_acknowledgement_line(p, what->rule);
    p = ln_acknowledgement_line(p, what->digest);
    p = ln_acknowledgement_line(p, (ln_str_t) { LN_ACKNOWLEDGEMENT_DIGITS,
                                                expiry });
    p = ln_acknowledgement_line(p, what->host);

    ln_key_sign(key, (ln_str_t) { p - message, message }, signature);

    return LN_OK;
}


static unsigned char *
ln_acknowledgement_line(unsigned char *p, ln_str_t s)
{
    if (s.len) {
        memcpy(p, s.data, s.len);
    }

    p[s.len] = '\n';

    return p + s.len + 1;
}


/* Until when value says to be good; -1 if it has not the form of one. */

static int64_t
ln_acknowledgement_read(ln_str_t value)
{
    int64_t   expiry;
    unsigned  i;

    if (value.len != LN_ACKNOWLEDGEMENT_LEN
        || value.data[LN_ACKNOWLEDGEMENT_DIGITS] != '.')
    {
        return -1;
    }

    expiry = 0;

    for (i = 0; i < LN_ACKNOWLEDGEMENT_DIGITS; i++) {
        if (!ln_is_digit(value.data[i])) {
            return -1;
        }

        expiry = 10 * expiry + (value.data[i] - '0');
    }

    return expiry;
}
