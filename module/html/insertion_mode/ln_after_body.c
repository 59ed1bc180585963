/* The insertion modes "after body" and "after after body". */

#include "html/insertion_mode/ln_after_body.h"


int
ln_after_body(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->id == LN_TAG_HTML) {
        if (tag->closing) {
            tree->listener.ended(tree->listener.ctx, tag);
        }

        return LN_STEP_DONE;
    }

    tree->phase = LN_PHASE_BODY;
    tree->listener.reopened(tree->listener.ctx);

    return LN_STEP_REPROCESS;
}
