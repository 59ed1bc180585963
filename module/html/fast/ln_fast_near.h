/* Text and whole tags by what every machine of this kind has. */

#ifndef LN_FAST_NEAR_H
#define LN_FAST_NEAR_H

#include "html/tokenizer/ln_tokenizer.h"


ln_state(ln_fast_near);


#endif
