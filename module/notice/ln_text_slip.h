/* What a text may have, and hardly means. */

#ifndef LN_TEXT_SLIP_H
#define LN_TEXT_SLIP_H

#include "notice/ln_text.h"


/*
 * LN_DECLINED with err set, for a warning: the language of the file's name is
 * the code of a country, or a variable stands in the text that was meant as a
 * placeholder.
 */
int ln_text_slip(const ln_translation_t *translation, ln_error_t *err);

/* The same of a whole text: a file of its directory was left out. */
int ln_text_slip_left_out(const ln_text_t *text, ln_error_t *err);


#endif
