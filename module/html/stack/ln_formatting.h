/*
 * The list of active formatting elements (HTML Standard, 13.2.4.3), as far as
 * they hide.  One that another tag has closed, as `</p>` closes the b of
 * `<p><b hidden></p>`, opens again before whatever follows.  Nothing is shown
 * until its own end tag, or until the cell or the like that it stands in ends.
 */

#ifndef LN_FORMATTING_H
#define LN_FORMATTING_H

#include "html/stack/ln_stack.h"


/*
 * The formatting element at index, which hides or is named as one that does, is
 * about to leave the stack, and not by its own end tag.
 */
void ln_formatting_left(ln_tree_t *tree, unsigned index);

/*
 * The end tag of that name has come; newest is the index of the element of that
 * name on the stack, or 0.  1 if it ends one that has left the stack.
 */
int ln_formatting_ended(ln_tree_t *tree, uint64_t key, unsigned newest);

/* The element at index, for which there may be a marker, is about to leave. */
void ln_formatting_cleared(ln_tree_t *tree, unsigned index);

/* 1 if one of that name has left the stack and will open again. */
int ln_formatting_has(const ln_tree_t *tree, unsigned id);


#endif
