/* The insertion mode "in caption". */

#ifndef LN_IN_CAPTION_H
#define LN_IN_CAPTION_H

#include "html/insertion_mode/ln_step.h"


int ln_in_caption(ln_tree_t *tree);


#endif
