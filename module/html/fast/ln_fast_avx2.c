/* Text and whole tags by AVX2, which most x86-64 have. */

#if defined __x86_64__

#include <immintrin.h>

#if defined __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))),        \
                             apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2")
#endif

#define LN_SCAN_AVX2
#include "html/fast/ln_fast_text.h"


ln_state(ln_text_avx2)
{
    p = ln_fast_data(t, p, end);

    ln_wide_done();

    return p;
}


#if defined __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#else

/* A file of C may not be empty. */
typedef int  ln_text_none_t;

#endif
