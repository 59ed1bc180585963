/* The insertion mode "in row". */

#include "html/insertion_mode/ln_in_row.h"
#include "html/insertion_mode/ln_in_table.h"


int
ln_in_row(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (!(ln_tags[tag->id].flags & LN_PART)
        && !(tag->closing && tag->id == LN_TAG_TABLE))
    {
        return ln_in_table(tree);
    }

    switch (tag->id) {

    case LN_TAG_TD:
    case LN_TAG_TH:
        if (!tag->closing) {
            ln_table_clear_to(tree, LN_MODE_ROW);
            ln_stack_insert(tree, LN_NS_HTML);
        }

        return LN_STEP_DONE;

    case LN_TAG_TR:
        if (tag->closing) {
            (void) ln_table_end(tree, LN_TAG_TR, 1);
            return LN_STEP_DONE;
        }

        break;

    case LN_TAG_TBODY:
    case LN_TAG_THEAD:
    case LN_TAG_TFOOT:
        if (tag->closing && ln_table_in_scope(tree, tag->id) < 0) {
            return LN_STEP_DONE;
        }

        break;

    case LN_TAG_TABLE:
        break;

    default:
        if (tag->closing) {
            return LN_STEP_DONE;
        }
    }

    return ln_table_end(tree, LN_TAG_TR, 0) ? LN_STEP_REPROCESS : LN_STEP_DONE;
}
