/* The insertion mode "in row". */

#ifndef LN_IN_ROW_H
#define LN_IN_ROW_H

#include "html/insertion_mode/ln_step.h"


int ln_in_row(ln_tree_t *tree);


#endif
