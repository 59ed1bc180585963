/* The insertion modes "initial", "before html" and "before head". */

#include "html/insertion_mode/ln_before_head.h"


int
ln_initial(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;
    tree->begun = 1;
    tree->phase = LN_PHASE_BEFORE_HEAD;

    if (!tag->closing && tag->id == LN_TAG_HTML) {
        ln_stack_insert(tree, LN_NS_HTML);
        return LN_STEP_DONE;
    }

    if (tag->closing && tag->id != LN_TAG_HEAD && !ln_early_end(tag)) {
        tree->phase = LN_PHASE_INITIAL;
        return LN_STEP_DONE;
    }

    ln_stack_imply(tree, LN_TAG_HTML);

    return LN_STEP_REPROCESS;
}


int
ln_before_head(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->closing) {
        if (tag->id != LN_TAG_HEAD && !ln_early_end(tag)) {
            return LN_STEP_DONE;
        }

    } else if (tag->id == LN_TAG_HTML) {
        return LN_STEP_DONE;

    } else if (tag->id == LN_TAG_HEAD) {
        ln_stack_insert(tree, LN_NS_HTML);
        tree->phase = LN_PHASE_IN_HEAD;
        return LN_STEP_DONE;
    }

    ln_stack_imply(tree, LN_TAG_HEAD);
    tree->phase = LN_PHASE_IN_HEAD;

    return LN_STEP_REPROCESS;
}
