/* The insertion mode "in table body". */

#ifndef LN_IN_TABLE_BODY_H
#define LN_IN_TABLE_BODY_H

#include "html/insertion_mode/ln_step.h"


int ln_in_table_body(ln_tree_t *tree);


#endif
