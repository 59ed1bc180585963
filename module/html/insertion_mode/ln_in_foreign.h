/* Foreign content: SVG and MathML. */

#ifndef LN_IN_FOREIGN_H
#define LN_IN_FOREIGN_H

#include "html/insertion_mode/ln_step.h"


/* 1 if the present tag is read by the rules for foreign content. */
int ln_is_foreign(ln_tree_t *tree);

/* 1 if text in the foreign element is read by the rules for HTML. */
int ln_foreign_text_is_html(const ln_element_t *e);

/* Reads the present tag by those rules; the current element is foreign. */
int ln_in_foreign(ln_tree_t *tree);


#endif
