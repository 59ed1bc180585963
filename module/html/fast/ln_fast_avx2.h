/* Text and whole tags by AVX2, which most x86-64 have. */

#ifndef LN_FAST_AVX2_H
#define LN_FAST_AVX2_H

#include "html/tokenizer/ln_tokenizer.h"


ln_state(ln_fast_avx2);


#endif
