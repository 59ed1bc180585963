/* Text and whole tags by what every machine of this kind has. */

#include "html/fast/ln_fast_text.h"


ln_state(ln_text_near)
{
    return ln_fast_data(t, p, end);
}
