/* The insertion mode "in head". */

#ifndef LN_IN_HEAD_H
#define LN_IN_HEAD_H

#include "html/insertion_mode/ln_step.h"


int ln_in_head(ln_tree_t *tree);

/*
 * The tags that other modes, too, read by the rules of "in head": templates,
 * scripts and their like.  1 if the present tag is one and has been read.
 */
int ln_in_head_shared(ln_tree_t *tree);


#endif
