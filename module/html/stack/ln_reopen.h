/* Formatting elements that another tag has closed open again. */

#ifndef LN_REOPEN_H
#define LN_REOPEN_H

#include "html/stack/ln_stack.h"


/* "Reconstruct the active formatting elements", before the present tag. */
void ln_formatting_reopen(ln_tree_t *tree);


#endif
