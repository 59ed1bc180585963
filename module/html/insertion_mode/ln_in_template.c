/* The insertion mode "in template". */

#include "html/insertion_mode/ln_in_head.h"
#include "html/insertion_mode/ln_in_template.h"


int
ln_in_template(ln_tree_t *tree)
{
    ln_element_t    *top;
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (ln_in_head_shared(tree) || tag->closing) {
        return LN_STEP_DONE;
    }

    top = ln_stack_top(tree);

    switch (tag->id) {

    case LN_TAG_CAPTION:
    case LN_TAG_COLGROUP:
    case LN_TAG_TBODY:
    case LN_TAG_TFOOT:
    case LN_TAG_THEAD:
        top->mode = LN_MODE_TABLE;
        break;

    case LN_TAG_COL:
        top->mode = LN_MODE_COLUMN_GROUP;
        break;

    case LN_TAG_TR:
        top->mode = LN_MODE_TABLE_BODY;
        break;

    case LN_TAG_TD:
    case LN_TAG_TH:
        top->mode = LN_MODE_ROW;
        break;

    default:
        top->mode = LN_MODE_BODY;
    }

    return LN_STEP_REPROCESS;
}
