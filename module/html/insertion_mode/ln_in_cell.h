/* The insertion mode "in cell". */

#ifndef LN_IN_CELL_H
#define LN_IN_CELL_H

#include "html/insertion_mode/ln_step.h"


int ln_in_cell(ln_tree_t *tree);


#endif
