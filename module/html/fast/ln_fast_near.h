/* Text and whole tags, by instructions that all machines of this kind have. */

#ifndef LN_FAST_NEAR_H
#define LN_FAST_NEAR_H

#include "html/tokenizer/ln_tokenizer.h"


ln_state(ln_fast_near);


#endif
