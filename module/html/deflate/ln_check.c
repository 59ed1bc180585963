#include <zlib.h>

#include "html/deflate/ln_check.h"


#define LN_ADLER_BASE  65521u

/* zlib takes a signed number, of 32 bits on some machines. */
#define LN_CHECK_STEP  ((uint64_t) 1 << 30)


static uint32_t ln_check_shift(ln_wrap_kind_t kind, uint32_t difference,
    uint64_t len);
static uint32_t ln_check_sum(ln_wrap_kind_t kind, uint32_t a, uint32_t b);
static uint32_t ln_check_less(ln_wrap_kind_t kind, uint32_t a, uint32_t b);


uint32_t
ln_check_none(ln_wrap_kind_t kind)
{
    return kind == LN_WRAP_ZLIB;
}


uint32_t
ln_check_add(ln_wrap_kind_t kind, uint32_t check, const unsigned char *bytes,
    size_t len)
{
    if (kind == LN_WRAP_GZIP) {
        return (uint32_t) crc32(check, bytes, (uInt) len);
    }

    return kind == LN_WRAP_ZLIB
           ? (uint32_t) adler32(check, bytes, (uInt) len) : 0;
}


uint32_t
ln_check_now(const ln_check_t *check, uint32_t original, uint64_t offset)
{
    return ln_check_sum(check->kind, original,
                        ln_check_shift(check->kind, check->difference,
                                       offset - check->offset));
}


void
ln_check_insert(ln_check_t *check, uint32_t original, uint64_t offset,
    uint32_t bytes, uint64_t len)
{
    uint32_t  now, none;

    none = ln_check_none(check->kind);
    now = ln_check_now(check, original, offset);

    /* what stands before counts from none on, and what is put in, too */

    now = ln_check_sum(check->kind,
                       ln_check_shift(check->kind,
                                      ln_check_less(check->kind, now, none),
                                      len),
                       bytes);

    check->difference = ln_check_less(check->kind, now, original);
    check->offset = offset;
}


void
ln_check_restart(ln_check_t *check, uint32_t original, uint64_t offset)
{
    check->difference = ln_check_less(check->kind,
                                      ln_check_now(check, original, offset),
                                      ln_check_none(check->kind));
    check->offset = offset;
}


static uint32_t
ln_check_shift(ln_wrap_kind_t kind, uint32_t difference, uint64_t len)
{
    uint64_t  n;
    uint32_t  a, b;

    if (kind == LN_WRAP_ZLIB) {
        a = difference & 0xffff;
        b = difference >> 16;
        b = (uint32_t) ((b + len % LN_ADLER_BASE * a) % LN_ADLER_BASE);

        return b << 16 | a;
    }

    if (kind != LN_WRAP_GZIP || difference == 0) {
        return 0;
    }

    for ( /* void */ ; len; len -= n) {
        n = len < LN_CHECK_STEP ? len : LN_CHECK_STEP;
        difference = (uint32_t) crc32_combine(difference, 0, (z_off_t) n);
    }

    return difference;
}


static uint32_t
ln_check_sum(ln_wrap_kind_t kind, uint32_t a, uint32_t b)
{
    uint32_t  low, high;

    if (kind != LN_WRAP_ZLIB) {
        return a ^ b;
    }

    low = ((a & 0xffff) + (b & 0xffff)) % LN_ADLER_BASE;
    high = ((a >> 16) + (b >> 16)) % LN_ADLER_BASE;

    return high << 16 | low;
}


static uint32_t
ln_check_less(ln_wrap_kind_t kind, uint32_t a, uint32_t b)
{
    uint32_t  low, high;

    if (kind != LN_WRAP_ZLIB) {
        return a ^ b;
    }

    low = ((a & 0xffff) + LN_ADLER_BASE - (b & 0xffff) % LN_ADLER_BASE)
          % LN_ADLER_BASE;
    high = ((a >> 16) + LN_ADLER_BASE - (b >> 16) % LN_ADLER_BASE)
           % LN_ADLER_BASE;

    return high << 16 | low;
}
