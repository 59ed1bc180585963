/* The insertion mode "in table", and what the modes within a table share. */

#ifndef LN_IN_TABLE_H
#define LN_IN_TABLE_H

#include "html/insertion_mode/ln_step.h"


int ln_in_table(ln_tree_t *tree);

/*
 * "Clear the stack back to a table context" for LN_MODE_TABLE, ".. table body
 * context" for LN_MODE_TABLE_BODY, ".. table row context" for LN_MODE_ROW.
 */
void ln_table_clear_to(ln_tree_t *tree, ln_mode_t mode);


/* The index of the innermost id in table scope, -1 for none. */
static inline int
ln_table_in_scope(ln_tree_t *tree, ln_tag_id_t id)
{
    return ln_stack_in_scope(tree, id, LN_SCOPE_TABLE);
}


/*
 * Ends the innermost element of that id in table scope; own: by its own end
 * tag.  Returns 0 if there is none.
 */
static inline int
ln_table_end(ln_tree_t *tree, ln_tag_id_t id, int own)
{
    int  i;

    i = ln_table_in_scope(tree, id);

    if (i <= 0) {
        return 0;
    }

    ln_stack_pop_to(tree, (unsigned) i, own);

    return 1;
}


#endif
