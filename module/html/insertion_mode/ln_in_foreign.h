/* Foreign content: SVG and MathML. */

#ifndef LN_IN_FOREIGN_H
#define LN_IN_FOREIGN_H

#include "html/insertion_mode/ln_step.h"


/* 1 if the present tag is read by the rules for foreign content. */
int ln_is_foreign(ln_tree_t *tree);

/* Reads the present tag by those rules; the current element is foreign. */
int ln_in_foreign(ln_tree_t *tree);


#endif
