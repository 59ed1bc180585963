/* The insertion mode "in caption". */

#include "html/insertion_mode/ln_in_body.h"
#include "html/insertion_mode/ln_in_caption.h"
#include "html/insertion_mode/ln_in_table.h"


int
ln_in_caption(ln_tree_t *tree)
{
    int              part;
    const ln_tag_t  *tag;

    tag = tree->tag;
    part = (ln_tags[tag->id].flags & LN_PART) != 0;

    if (tag->closing && tag->id == LN_TAG_CAPTION) {
        (void) ln_table_end(tree, LN_TAG_CAPTION, 1);
        return LN_STEP_DONE;
    }

    if (tag->closing ? tag->id == LN_TAG_TABLE : part) {
        return ln_table_end(tree, LN_TAG_CAPTION, 0) ? LN_STEP_REPROCESS
                                                     : LN_STEP_DONE;
    }

    if (tag->closing
        && (part || tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML))
    {
        return LN_STEP_DONE;
    }

    return ln_in_body(tree);
}
