/* Formatting elements that end before an element in them: <b><i></b></i>. */

#ifndef LN_ADOPTION_H
#define LN_ADOPTION_H

#include "html/stack/ln_scope.h"


typedef enum {
    LN_ADOPTED_NONE = 0,                /* "any other end tag" */
    LN_ADOPTED,
    LN_ADOPTED_OUT_OF_SCOPE             /* it stays open */
} ln_adopted_t;


/* The adoption agency algorithm, for the formatting elements of that key. */
ln_adopted_t ln_adopt(ln_tree_t *tree, uint64_t key);


#endif
