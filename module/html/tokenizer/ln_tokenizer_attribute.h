/* A tag after its name: attributes, up to the `>`. */

#ifndef LN_TOKENIZER_ATTRIBUTE_H
#define LN_TOKENIZER_ATTRIBUTE_H

#include "html/tokenizer/ln_tokenizer.h"


ln_state(ln_before_attribute);
ln_state(ln_attribute_name_state);
ln_state(ln_after_attribute);
ln_state(ln_before_value);
ln_state(ln_value_double);
ln_state(ln_value_single);
ln_state(ln_value_bare);
ln_state(ln_after_value);
ln_state(ln_self_closing);


#endif
