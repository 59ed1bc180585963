/* The insertion mode "in cell". */

#include "html/insertion_mode/ln_in_body.h"
#include "html/insertion_mode/ln_in_cell.h"
#include "html/insertion_mode/ln_in_table.h"


int
ln_in_cell(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->closing) {
        switch (tag->id) {

        case LN_TAG_TD:
        case LN_TAG_TH:
            (void) ln_table_end(tree, tag->id, 1);
            return LN_STEP_DONE;

        case LN_TAG_BODY:
        case LN_TAG_CAPTION:
        case LN_TAG_COL:
        case LN_TAG_COLGROUP:
        case LN_TAG_HTML:
            return LN_STEP_DONE;

        case LN_TAG_TABLE:
        case LN_TAG_TBODY:
        case LN_TAG_TFOOT:
        case LN_TAG_THEAD:
        case LN_TAG_TR:
            if (ln_table_in_scope(tree, tag->id) < 0) {
                return LN_STEP_DONE;
            }

            break;

        default:
            return ln_in_body(tree);
        }

    } else if (!(ln_tags[tag->id].flags & LN_PART)) {
        return ln_in_body(tree);
    }

    return ln_table_end(tree, LN_TAG_TD, 0) || ln_table_end(tree, LN_TAG_TH, 0)
           ? LN_STEP_REPROCESS : LN_STEP_DONE;
}
