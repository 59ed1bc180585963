/* The insertion mode "after head". */

#include "html/insertion_mode/ln_after_head.h"
#include "html/insertion_mode/ln_before_head.h"
#include "html/insertion_mode/ln_in_head.h"


int
ln_after_head(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (ln_in_head_shared(tree)) {
        return LN_STEP_DONE;
    }

    if (tag->closing) {
        if (!ln_early_end(tag)) {
            return LN_STEP_DONE;
        }

    } else {
        switch (tag->id) {

        case LN_TAG_HTML:
        case LN_TAG_HEAD:
            return LN_STEP_DONE;

        case LN_TAG_BODY:
            ln_stack_insert(tree, LN_NS_HTML);
            tree->phase = LN_PHASE_BODY;
            tree->frameset_ok = 0;
            return LN_STEP_DONE;

        case LN_TAG_FRAMESET:
            ln_stack_cut(tree);
            return LN_STEP_DONE;

        default:
            break;
        }
    }

    ln_stack_imply(tree, LN_TAG_BODY);
    tree->phase = LN_PHASE_BODY;

    return LN_STEP_REPROCESS;
}
