/* Formatting elements that end before an element in them: <b><i></b></i>. */

#ifndef LN_ADOPTION_H
#define LN_ADOPTION_H

#include "html/stack/ln_scope.h"


/*
 * The adoption agency algorithm, for the innermost formatting element with that
 * key.  Returns 0 if there is none.
 */
int ln_adopt(ln_tree_t *tree, uint64_t key);


#endif
