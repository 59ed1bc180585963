/* Which open elements a tag may close. */

#ifndef LN_REACH_H
#define LN_REACH_H

#include "html/stack/ln_stack.h"


/*
 * Before the tag is read, in the body: it closes no element below this index,
 * which is the depth if it closes none.  It may close fewer than that says.
 */
unsigned ln_stack_reach(ln_tree_t *tree, const ln_tag_t *tag);


#endif
