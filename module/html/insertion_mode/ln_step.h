/* What the insertion modes have in common. */

#ifndef LN_STEP_H
#define LN_STEP_H

#include "html/stack/ln_scope.h"
#include "html/stack/ln_stack.h"


/*
 * Each insertion mode of the standard is a function that reads the present
 * tag, tree->tag, and says what is next.
 */
enum {
    LN_STEP_DONE = 0,                   /* the tag has been read */
    LN_STEP_REPROCESS,                  /* read it again: the mode changed */
    LN_STEP_AS_HTML                     /* read it by the mode of HTML */
};


typedef int (*ln_step_pt)(ln_tree_t *tree);


#endif
