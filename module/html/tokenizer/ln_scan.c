#include "html/tokenizer/ln_scan.h"

#if defined __x86_64__
#include <immintrin.h>
#endif


#define LN_SCAN_ONES   0x0101010101010101ULL
#define LN_SCAN_HIGHS  0x8080808080808080ULL


/* 8 bytes at a time, on any machine. */
static const unsigned char *
ln_scan_plain(const unsigned char *p, const unsigned char *end,
    unsigned char c)
{
    uint64_t  word, pattern;

    pattern = LN_SCAN_ONES * c;

    for ( /* void */ ; end - p >= 8; p += 8) {
        memcpy(&word, p, 8);
        word ^= pattern;

        if ((word - LN_SCAN_ONES) & ~word & LN_SCAN_HIGHS) {
            break;
        }
    }

    while (p < end && *p != c) {
        p++;
    }

    return p;
}


#if defined __SSE2__ || defined __aarch64__

static const unsigned char *
ln_scan_near(const unsigned char *p, const unsigned char *end,
    unsigned char c)
{
    ln_near_mask_t  mask;

    for ( /* void */ ; end - p >= LN_NEAR; p += LN_NEAR) {
        mask = ln_near_is(ln_near_load(p), c);

        if (mask) {
            return p + ln_near_first(mask);
        }
    }

    return ln_scan_plain(p, end, c);
}

#endif


#if defined __x86_64__

/*
 * What is left in the upper halves of the registers makes all SSE code of the
 * process slower from then on, zlib's to half its speed; gcc clears them by
 * itself from -O2 on, and nginx's own default is -O.
 */

__attribute__((target("avx2")))
static const unsigned char *
ln_scan_avx2(const unsigned char *p, const unsigned char *end,
    unsigned char c)
{
    __m256i   a, b, pattern;
    uint64_t  mask;

    pattern = _mm256_set1_epi8((char) c);

    for ( /* void */ ; end - p >= 64; p += 64) {
        a = _mm256_cmpeq_epi8(pattern,
                              _mm256_loadu_si256((const __m256i *) p));
        b = _mm256_cmpeq_epi8(pattern,
                              _mm256_loadu_si256((const __m256i *) p + 1));

        if (_mm256_movemask_epi8(_mm256_or_si256(a, b)) == 0) {
            continue;
        }

        mask = (uint32_t) _mm256_movemask_epi8(a)
               | (uint64_t) (uint32_t) _mm256_movemask_epi8(b) << 32;

        _mm256_zeroupper();

        return p + __builtin_ctzll(mask);
    }

    _mm256_zeroupper();

    return ln_scan_near(p, end, c);
}

#endif


ln_scan_pt
ln_scan_each(unsigned n)
{
    if (n == 0) {
        return ln_scan_plain;
    }

#if defined __SSE2__ || defined __aarch64__
    if (n == 1) {
        return ln_scan_near;
    }
#endif

#if defined __x86_64__
    if (n == 2 && __builtin_cpu_supports("avx2")) {
        return ln_scan_avx2;
    }
#endif

    return NULL;
}


ln_scan_pt
ln_scan_best(void)
{
    unsigned    n;
    ln_scan_pt  scan, best;

    best = ln_scan_plain;

    for (n = 0; (scan = ln_scan_each(n)) != NULL; n++) {
        best = scan;
    }

    return best;
}
