/* The insertion modes "in select" and "in select in table". */

#ifndef LN_IN_SELECT_H
#define LN_IN_SELECT_H

#include "html/insertion_mode/ln_step.h"


int ln_in_select(ln_tree_t *tree);


#endif
