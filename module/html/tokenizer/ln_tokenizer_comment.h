/* Comments, doctypes and CDATA sections: where they end. */

#ifndef LN_TOKENIZER_COMMENT_H
#define LN_TOKENIZER_COMMENT_H

#include "html/tokenizer/ln_tokenizer.h"


ln_state(ln_comment_start);
ln_state(ln_comment_start_dash);
ln_state(ln_comment);
ln_state(ln_comment_dash);
ln_state(ln_comment_end);
ln_state(ln_comment_bang);
ln_state(ln_bogus_comment);
ln_state(ln_doctype);
ln_state(ln_cdata);
ln_state(ln_cdata_bracket);
ln_state(ln_cdata_end);


#endif
