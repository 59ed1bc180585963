/* The text of title, textarea, style and their like, and of scripts. */

#ifndef LN_TOKENIZER_RAW_H
#define LN_TOKENIZER_RAW_H

#include "html/tokenizer/ln_tokenizer.h"


ln_state(ln_raw);
ln_state(ln_raw_less);
ln_state(ln_raw_end_open);
ln_state(ln_raw_end_name);
ln_state(ln_script);
ln_state(ln_script_less);
ln_state(ln_script_escape);
ln_state(ln_script_escape_dash);
ln_state(ln_escaped);
ln_state(ln_escaped_dash);
ln_state(ln_escaped_dashes);
ln_state(ln_escaped_less);
ln_state(ln_double_start);
ln_state(ln_double);
ln_state(ln_double_dash);
ln_state(ln_double_dashes);
ln_state(ln_double_less);
ln_state(ln_double_end);


#endif
