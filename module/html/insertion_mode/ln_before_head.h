/* The insertion modes "initial", "before html" and "before head". */

#ifndef LN_BEFORE_HEAD_H
#define LN_BEFORE_HEAD_H

#include "html/insertion_mode/ln_step.h"


int ln_initial(ln_tree_t *tree);
int ln_before_head(ln_tree_t *tree);


/* 1 for an end tag that the phases before the body do not ignore. */
static inline int
ln_early_end(const ln_tag_t *tag)
{
    return tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML
           || tag->id == LN_TAG_BR;
}


#endif
