/* The insertion mode "in column group". */

#include "html/insertion_mode/ln_in_column_group.h"
#include "html/insertion_mode/ln_in_head.h"


int
ln_in_column_group(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->id == LN_TAG_TEMPLATE) {
        (void) ln_in_head_shared(tree);
        return LN_STEP_DONE;
    }

    if (tag->id == LN_TAG_COL) {
        if (!tag->closing) {
            ln_stack_insert_void(tree);
        }

        return LN_STEP_DONE;
    }

    if (!ln_element_is(ln_stack_top(tree), LN_TAG_COLGROUP)
        || (tag->id == LN_TAG_HTML && !tag->closing))
    {
        return LN_STEP_DONE;
    }

    if (tag->closing && tag->id == LN_TAG_COLGROUP) {
        ln_stack_pop(tree, 1);
        return LN_STEP_DONE;
    }

    ln_stack_pop(tree, 0);

    return LN_STEP_REPROCESS;
}
