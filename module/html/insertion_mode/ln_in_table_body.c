/* The insertion mode "in table body". */

#include "html/insertion_mode/ln_in_table.h"
#include "html/insertion_mode/ln_in_table_body.h"


int
ln_in_table_body(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    switch (tag->id) {

    case LN_TAG_TR:
        if (tag->closing) {
            return LN_STEP_DONE;
        }

        ln_table_clear_to(tree, LN_MODE_TABLE_BODY);
        ln_stack_insert(tree, LN_NS_HTML);
        return LN_STEP_DONE;

    case LN_TAG_TD:
    case LN_TAG_TH:
        if (tag->closing) {
            return LN_STEP_DONE;
        }

        ln_table_clear_to(tree, LN_MODE_TABLE_BODY);
        ln_stack_imply(tree, LN_TAG_TR);
        return tree->overflow ? LN_STEP_DONE : LN_STEP_REPROCESS;

    case LN_TAG_TBODY:
    case LN_TAG_THEAD:
    case LN_TAG_TFOOT:
        if (tag->closing) {
            if (ln_table_in_scope(tree, tag->id) > 0) {
                ln_table_clear_to(tree, LN_MODE_TABLE_BODY);
                ln_stack_pop(tree, 1);
            }

            return LN_STEP_DONE;
        }

        break;

    case LN_TAG_CAPTION:
    case LN_TAG_COL:
    case LN_TAG_COLGROUP:
        if (tag->closing) {
            return LN_STEP_DONE;
        }

        break;

    case LN_TAG_TABLE:
        if (tag->closing) {
            break;
        }

        /* fall through */

    default:
        return ln_in_table(tree);
    }

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
