/* The insertion mode "in column group". */

#ifndef LN_IN_COLUMN_GROUP_H
#define LN_IN_COLUMN_GROUP_H

#include "html/insertion_mode/ln_step.h"


int ln_in_column_group(ln_tree_t *tree);


#endif
