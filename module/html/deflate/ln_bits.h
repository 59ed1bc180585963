/* Bits of a deflate stream, the lowest of a byte first (RFC 1951, 3.1.1). */

#ifndef LN_BITS_H
#define LN_BITS_H

#include "ln_core.h"


/* Behind the last byte so many more may be loaded, whatever they hold. */
#define LN_BITS_SLACK  8

/* At least so many bits are in what ln_bits_at() returns. */
#define LN_BITS_LOADED  57


/* Bits first .. end - 1 of a stream; first is the first bit of a byte. */
typedef struct {
    const unsigned char  *data;
    uint64_t              first;
    uint64_t              end;
} ln_bits_t;


static inline uint64_t
ln_bits_load(const unsigned char *p)
{
    uint64_t  w;

    memcpy(&w, p, sizeof(w));

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif

    return w;
}


static inline const unsigned char *
ln_bits_byte(const ln_bits_t *bits, uint64_t at)
{
    return bits->data + ((at - bits->first) >> 3);
}


/* The bits from `at` on, the first one lowest. */
static inline uint64_t
ln_bits_at(const ln_bits_t *bits, uint64_t at)
{
    return ln_bits_load(ln_bits_byte(bits, at)) >> (at & 7);
}


/* The n bits from `at` on, n < 32; LN_DECLINED: so many have not come. */
static inline int
ln_bits_get(const ln_bits_t *bits, uint64_t at, unsigned n, unsigned *value)
{
    if (bits->end - at < n) {
        return LN_DECLINED;
    }

    *value = (unsigned) (ln_bits_at(bits, at) & (((uint64_t) 1 << n) - 1));

    return LN_OK;
}


#endif
