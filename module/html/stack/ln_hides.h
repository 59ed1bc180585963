/* What the attributes of a tag say of the content of its element. */

#ifndef LN_HIDES_H
#define LN_HIDES_H

#include "html/stack/ln_stack.h"


/*
 * 1 if the element, whose tag has these attributes, hides what is in it, and no
 * script moves that.
 */
int ln_hides(const ln_attributes_t *attributes, const ln_element_t *e);

/*
 * 1 if a browser closes the details that opens, as one of its name is open
 * already.  Of more than LN_STACK_GROUPS names, those of the others count as
 * open.
 */
int ln_hides_grouped(ln_tree_t *tree, const ln_element_t *e);

/* 1 if it hides what a script of React's moves to where it is shown. */
int ln_hides_moved(const ln_attributes_t *attributes, const ln_element_t *e);


#endif
