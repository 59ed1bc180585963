/* The insertion mode "in head". */

#include "html/insertion_mode/ln_before_head.h"
#include "html/insertion_mode/ln_in_head.h"
#include "html/stack/ln_bounds.h"


int
ln_in_head_shared(ln_tree_t *tree)
{
    unsigned         position;
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->id == LN_TAG_TEMPLATE) {

        if (!tag->closing) {
            ln_stack_insert(tree, LN_NS_HTML);
            tree->frameset_ok = 0;
            return 1;
        }

        position = ln_bounds_innermost(tree, LN_TAG_TEMPLATE);

        if (position > 1) {
            ln_stack_pop_to(tree, position - 1, 1);
        }

        return 1;
    }

    if (tag->closing || !(ln_tags[tag->id].flags & LN_HEAD)) {
        return 0;
    }

    if (ln_tags[tag->id].flags & LN_RAW) {
        ln_stack_insert_raw(tree);

    } else {
        ln_stack_insert_void(tree);
    }

    return 1;
}


int
ln_in_head(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (ln_in_head_shared(tree)) {
        return LN_STEP_DONE;
    }

    if (tag->closing) {
        if (tag->id == LN_TAG_HEAD) {
            ln_stack_pop(tree, 1);
            tree->phase = LN_PHASE_AFTER_HEAD;
            return LN_STEP_DONE;
        }

        if (!ln_early_end(tag)) {
            return LN_STEP_DONE;
        }

    } else if (tag->id == LN_TAG_NOSCRIPT) {
        ln_stack_insert_raw(tree);
        return LN_STEP_DONE;

    } else if (tag->id == LN_TAG_HTML || tag->id == LN_TAG_HEAD) {
        return LN_STEP_DONE;
    }

    ln_stack_pop(tree, 0);
    tree->phase = LN_PHASE_AFTER_HEAD;

    return LN_STEP_REPROCESS;
}
