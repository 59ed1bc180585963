/* End tags for what is open, so that a notice after them is shown. */

#ifndef LN_CLOSER_H
#define LN_CLOSER_H

#include "html/stack/ln_stack.h"


/*
 * Writes the end tags of the open elements whose content is not shown, so
 * that what follows is, and at the page's end that of a table; returns the
 * length, at most size.
 */
size_t ln_stack_closer(const ln_tree_t *tree, int last, char *out,
    size_t size);


#endif
