/* The insertion modes "after body" and "after after body". */

#ifndef LN_AFTER_BODY_H
#define LN_AFTER_BODY_H

#include "html/insertion_mode/ln_step.h"


int ln_after_body(ln_tree_t *tree);


#endif
