/* The insertion mode "after head". */

#ifndef LN_AFTER_HEAD_H
#define LN_AFTER_HEAD_H

#include "html/insertion_mode/ln_step.h"


int ln_after_head(ln_tree_t *tree);


#endif
