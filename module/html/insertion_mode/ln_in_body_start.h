/* Start tags in the insertion mode "in body". */

#ifndef LN_IN_BODY_START_H
#define LN_IN_BODY_START_H

#include "html/insertion_mode/ln_step.h"


void ln_in_body_start(ln_tree_t *tree);

/* 1 if the present tag, an <input>, has type=hidden. */
int ln_hidden_input(ln_tree_t *tree);


#endif
