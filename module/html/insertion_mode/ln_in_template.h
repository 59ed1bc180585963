/* The insertion mode "in template". */

#ifndef LN_IN_TEMPLATE_H
#define LN_IN_TEMPLATE_H

#include "html/insertion_mode/ln_step.h"


int ln_in_template(ln_tree_t *tree);


#endif
