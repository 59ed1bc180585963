/* The insertion mode "in body". */

#ifndef LN_IN_BODY_H
#define LN_IN_BODY_H

#include "html/insertion_mode/ln_step.h"


int ln_in_body(ln_tree_t *tree);


#endif
