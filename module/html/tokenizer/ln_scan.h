/*
 * Finds the next byte of a kind, many bytes at once (SIMD).
 *
 * A byte that is expected nearby is searched inline, 16 bytes at a time, by
 * SSE2 (which all x86-64 have), NEON, or plain C.  A byte that may be far is
 * searched by a function; the fastest one that the machine has is chosen when
 * a page begins.
 */

#ifndef LN_SCAN_H
#define LN_SCAN_H

#include "ln_core.h"

#if defined __SSE2__
#include <emmintrin.h>
#elif defined __aarch64__
#include <arm_neon.h>
#endif


/* So many bytes ln_near_load() reads, and the other ln_near_..() compare. */
#define LN_NEAR  16


/* Finds the first c in [p, end); end if there is none. */
typedef const unsigned char *(*ln_scan_pt)(const unsigned char *p,
    const unsigned char *end, unsigned char c);

/* The fastest one that this machine has. */
ln_scan_pt ln_scan_best(void);

/* The n-th one that this machine has, NULL past the last: for tests. */
ln_scan_pt ln_scan_each(unsigned n);


/* A set of 16 bytes, the first in the lowest bits; LN_NEAR_BITS for each. */

#if defined __SSE2__

typedef __m128i   ln_near_t;
typedef unsigned  ln_near_mask_t;

#define LN_NEAR_BITS  1


static inline ln_near_t
ln_near_load(const unsigned char *p)
{
    return _mm_loadu_si128((const __m128i *) p);
}


static inline ln_near_mask_t
ln_near_is(ln_near_t v, unsigned char c)
{
    return (unsigned) _mm_movemask_epi8(
                                   _mm_cmpeq_epi8(v, _mm_set1_epi8((char) c)));
}


/* Bytes of one of two kinds. */
static inline ln_near_mask_t
ln_near_two(ln_near_t v, unsigned char c, unsigned char d)
{
    return (unsigned) _mm_movemask_epi8(
                      _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char) c)),
                                   _mm_cmpeq_epi8(v,
                                                  _mm_set1_epi8((char) d))));
}


/* Bytes up to 0x20: all blanks, and control characters. */
static inline ln_near_mask_t
ln_near_blank(ln_near_t v)
{
    return (unsigned) _mm_movemask_epi8(
                       _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x20)),
                                      v));
}


/* Writes the 16 bytes in small letters. */
static inline void
ln_near_lower(ln_near_t v, unsigned char *out)
{
    __m128i  capital;

    capital = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)),
                            _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));

    v = _mm_or_si128(v, _mm_and_si128(capital, _mm_set1_epi8(0x20)));

    _mm_storeu_si128((__m128i *) out, v);
}


#elif defined __aarch64__

typedef uint8x16_t  ln_near_t;
typedef uint64_t    ln_near_mask_t;

#define LN_NEAR_BITS  4


static inline ln_near_mask_t
ln_near_mask(uint8x16_t v)
{
    return vget_lane_u64(vreinterpret_u64_u8(
                         vshrn_n_u16(vreinterpretq_u16_u8(v), 4)), 0);
}


static inline ln_near_t
ln_near_load(const unsigned char *p)
{
    return vld1q_u8(p);
}


static inline ln_near_mask_t
ln_near_is(ln_near_t v, unsigned char c)
{
    return ln_near_mask(vceqq_u8(v, vdupq_n_u8(c)));
}


static inline ln_near_mask_t
ln_near_two(ln_near_t v, unsigned char c, unsigned char d)
{
    return ln_near_mask(vorrq_u8(vceqq_u8(v, vdupq_n_u8(c)),
                                 vceqq_u8(v, vdupq_n_u8(d))));
}


static inline ln_near_mask_t
ln_near_blank(ln_near_t v)
{
    return ln_near_mask(vcleq_u8(v, vdupq_n_u8(0x20)));
}


static inline void
ln_near_lower(ln_near_t v, unsigned char *out)
{
    uint8x16_t  capital;

    capital = vandq_u8(vcgeq_u8(v, vdupq_n_u8('A')),
                       vcleq_u8(v, vdupq_n_u8('Z')));

    vst1q_u8(out, vorrq_u8(v, vandq_u8(capital, vdupq_n_u8(0x20))));
}


#else

typedef struct {
    const unsigned char  *p;
} ln_near_t;

typedef unsigned  ln_near_mask_t;

#define LN_NEAR_BITS  1


static inline ln_near_t
ln_near_load(const unsigned char *p)
{
    ln_near_t  v;

    v.p = p;

    return v;
}


static inline ln_near_mask_t
ln_near_two(ln_near_t v, unsigned char c, unsigned char d)
{
    unsigned        i;
    ln_near_mask_t  mask;

    for (mask = 0, i = 0; i < LN_NEAR; i++) {
        mask |= (unsigned) (v.p[i] == c || v.p[i] == d) << i;
    }

    return mask;
}


static inline ln_near_mask_t
ln_near_is(ln_near_t v, unsigned char c)
{
    return ln_near_two(v, c, c);
}


static inline ln_near_mask_t
ln_near_blank(ln_near_t v)
{
    unsigned        i;
    ln_near_mask_t  mask;

    for (mask = 0, i = 0; i < LN_NEAR; i++) {
        mask |= (unsigned) (v.p[i] <= 0x20) << i;
    }

    return mask;
}


static inline void
ln_near_lower(ln_near_t v, unsigned char *out)
{
    unsigned  i;

    for (i = 0; i < LN_NEAR; i++) {
        out[i] = (unsigned char) (v.p[i] - 'A') < 26
                 ? (unsigned char) (v.p[i] | 0x20) : v.p[i];
    }
}

#endif


/* See ln_wide_name_end(). */
static inline ln_near_mask_t
ln_near_name_end(ln_near_t v)
{
    return ln_near_blank(v) | ln_near_two(v, '=', '>') | ln_near_is(v, '/');
}


/* The index of the first byte in a mask, which is not empty. */
static inline unsigned
ln_near_first(ln_near_mask_t mask)
{
    return (unsigned) __builtin_ctzll(mask) / LN_NEAR_BITS;
}


/*
 * Likewise 32 bytes at once, by AVX2 where the file that includes this is
 * compiled for it; LN_WIDE_BITS for each.
 */

#if defined LN_SCAN_AVX2

#define LN_WIDE       32
#define LN_WIDE_BITS  1

typedef uint32_t  ln_wide_mask_t;


static inline ln_wide_mask_t
ln_wide_is(const unsigned char *p, unsigned char c)
{
    return (uint32_t) _mm256_movemask_epi8(
                 _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *) p),
                                   _mm256_set1_epi8((char) c)));
}


static inline ln_wide_mask_t
ln_wide_two(const unsigned char *p, unsigned char c, unsigned char d)
{
    __m256i  v;

    v = _mm256_loadu_si256((const __m256i *) p);

    return (uint32_t) _mm256_movemask_epi8(
                 _mm256_or_si256(
                        _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char) c)),
                        _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char) d))));
}


/*
 * Bytes that end the name of an attribute: blanks, `/`, `=`, `>`; and maybe
 * control characters, which it can have.  The low half of a byte is the index
 * of the one that is looked for.
 */
static inline ln_wide_mask_t
ln_wide_name_end(const unsigned char *p)
{
    __m256i  v, ends;

    ends = _mm256_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, '\f',
                            '\r', '>', '/', ' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t',
                            '\n', 0, '\f', '\r', '>', '/');

    v = _mm256_loadu_si256((const __m256i *) p);

    return (uint32_t) _mm256_movemask_epi8(
                 _mm256_or_si256(
                         _mm256_cmpeq_epi8(_mm256_shuffle_epi8(ends, v), v),
                         _mm256_cmpeq_epi8(v, _mm256_set1_epi8('='))));
}


/* Bytes up to 0x20, as ln_near_blank(). */
static inline ln_wide_mask_t
ln_wide_blank(const unsigned char *p)
{
    __m256i  v;

    v = _mm256_loadu_si256((const __m256i *) p);

    return (uint32_t) _mm256_movemask_epi8(
                 _mm256_cmpeq_epi8(_mm256_min_epu8(v, _mm256_set1_epi8(0x20)),
                                   v));
}


/* See ln_scan_avx2(): before what may be other code, and at the end. */
static inline void
ln_wide_done(void)
{
    _mm256_zeroupper();
}


#elif LN_NEAR_BITS == 1

#define LN_WIDE       32
#define LN_WIDE_BITS  1

typedef uint32_t  ln_wide_mask_t;


static inline ln_wide_mask_t
ln_wide_is(const unsigned char *p, unsigned char c)
{
    return ln_near_is(ln_near_load(p), c)
           | ln_near_is(ln_near_load(p + LN_NEAR), c) << LN_NEAR;
}


static inline ln_wide_mask_t
ln_wide_two(const unsigned char *p, unsigned char c, unsigned char d)
{
    return ln_near_two(ln_near_load(p), c, d)
           | ln_near_two(ln_near_load(p + LN_NEAR), c, d) << LN_NEAR;
}


static inline ln_wide_mask_t
ln_wide_name_end(const unsigned char *p)
{
    return ln_near_name_end(ln_near_load(p))
           | ln_near_name_end(ln_near_load(p + LN_NEAR)) << LN_NEAR;
}


static inline ln_wide_mask_t
ln_wide_blank(const unsigned char *p)
{
    return ln_near_blank(ln_near_load(p))
           | ln_near_blank(ln_near_load(p + LN_NEAR)) << LN_NEAR;
}


#else

#define LN_WIDE       LN_NEAR
#define LN_WIDE_BITS  LN_NEAR_BITS

typedef ln_near_mask_t  ln_wide_mask_t;


static inline ln_wide_mask_t
ln_wide_is(const unsigned char *p, unsigned char c)
{
    return ln_near_is(ln_near_load(p), c);
}


static inline ln_wide_mask_t
ln_wide_two(const unsigned char *p, unsigned char c, unsigned char d)
{
    return ln_near_two(ln_near_load(p), c, d);
}


static inline ln_wide_mask_t
ln_wide_name_end(const unsigned char *p)
{
    return ln_near_name_end(ln_near_load(p));
}


static inline ln_wide_mask_t
ln_wide_blank(const unsigned char *p)
{
    return ln_near_blank(ln_near_load(p));
}

#endif


#if !defined LN_SCAN_AVX2

static inline void
ln_wide_done(void)
{
}

#endif


static inline unsigned
ln_wide_first(ln_wide_mask_t mask)
{
    return (unsigned) __builtin_ctzll(mask) / LN_WIDE_BITS;
}


/* And a set of 64 bytes, a bit for each. */

#define LN_LINE  64


static inline uint64_t
ln_line_is(const unsigned char *p, unsigned char c)
{
#if LN_WIDE_BITS == 1

    return ln_wide_is(p, c) | (uint64_t) ln_wide_is(p + LN_WIDE, c) << LN_WIDE;

#else

    unsigned    i;
    uint8x16_t  v[4];

    static const uint8_t  bits[LN_NEAR] = {
        1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128
    };

    for (i = 0; i < 4; i++) {
        v[i] = vandq_u8(vceqq_u8(ln_near_load(p + i * LN_NEAR),
                                 vdupq_n_u8(c)),
                        vld1q_u8(bits));
    }

    v[0] = vpaddq_u8(vpaddq_u8(v[0], v[1]), vpaddq_u8(v[2], v[3]));

    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(v[0], v[0])), 0);

#endif
}


/* The first c in [p, end), or end: near ones at once. */
static inline const unsigned char *
ln_scan(ln_scan_pt far, const unsigned char *p, const unsigned char *end,
    unsigned char c)
{
    unsigned        i;
    ln_near_mask_t  mask;

    for (i = 0; i < 4; i++) {

        if (end - p < LN_NEAR) {
            break;
        }

        mask = ln_near_is(ln_near_load(p), c);

        if (mask) {
            return p + ln_near_first(mask);
        }

        p += LN_NEAR;
    }

    return far(p, end, c);
}


#endif
