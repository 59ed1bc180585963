/* Text and whole tags by what every machine of this kind has. */

#include "ln_tokenizer_fast.h"


ln_state(ln_text_near)
{
    return ln_fast_data(t, p, end);
}
