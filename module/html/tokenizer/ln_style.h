/* What a style attribute says of the box of its element. */

#ifndef LN_STYLE_H
#define LN_STYLE_H

#include "html/tokenizer/ln_attribute.h"


/*
 * 1 if the declarations have a `display: none`.  One that a later declaration
 * overrules counts, one that is written with escapes does not.
 */
int ln_style_hides(ln_str_t style);

/* 1 if the present tag has a style attribute, and that has one. */
int ln_style_hidden(const ln_attributes_t *attributes);


#endif
