/* The insertion mode "in table body". */

#include "html/insertion_mode/ln_in_table.h"
#include "html/insertion_mode/ln_in_table_body.h"


/* The table goes on outside of this part: ends it, where there is one. */
static int
ln_table_body_leave(ln_tree_t *tree)
{
    if (ln_table_in_scope(tree, LN_TAG_TBODY) < 0
        && ln_table_in_scope(tree, LN_TAG_THEAD) < 0
        && ln_table_in_scope(tree, LN_TAG_TFOOT) < 0)
    {
        return LN_STEP_DONE;
    }

    ln_table_clear_to(tree, LN_MODE_TABLE_BODY);
    ln_stack_pop(tree, 0);

    return LN_STEP_REPROCESS;
}


static int
ln_table_body_end(ln_tree_t *tree)
{
    switch (tree->tag->id) {

    case LN_TAG_TBODY:
    case LN_TAG_THEAD:
    case LN_TAG_TFOOT:
        if (ln_table_in_scope(tree, tree->tag->id) > 0) {
            ln_table_clear_to(tree, LN_MODE_TABLE_BODY);
            ln_stack_pop(tree, 1);
        }

        return LN_STEP_DONE;

    case LN_TAG_TABLE:
        return ln_table_body_leave(tree);

    default:
        return (ln_tags[tree->tag->id].flags & LN_PART) ? LN_STEP_DONE
                                                        : ln_in_table(tree);
    }
}


int
ln_in_table_body(ln_tree_t *tree)
{
    if (tree->tag->closing) {
        return ln_table_body_end(tree);
    }

    switch (tree->tag->id) {

    case LN_TAG_TR:
        ln_table_clear_to(tree, LN_MODE_TABLE_BODY);
        ln_stack_insert(tree, LN_NS_HTML);
        return LN_STEP_DONE;

    case LN_TAG_TD:
    case LN_TAG_TH:
        ln_table_clear_to(tree, LN_MODE_TABLE_BODY);
        ln_stack_imply(tree, LN_TAG_TR);
        return tree->overflow ? LN_STEP_DONE : LN_STEP_REPROCESS;

    case LN_TAG_TBODY:
    case LN_TAG_THEAD:
    case LN_TAG_TFOOT:
    case LN_TAG_CAPTION:
    case LN_TAG_COL:
    case LN_TAG_COLGROUP:
        return ln_table_body_leave(tree);

    default:
        return ln_in_table(tree);
    }
}
