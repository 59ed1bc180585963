/*
 * The short way of tags that do nothing but open an element in the body, or
 * end the one opened last, as nearly all do.  What it does is what
 * ln_tree_tag() would do, and whoever listens is not asked: it is for tags of
 * which nobody wants to be told.
 */

#ifndef LN_TREE_QUICK_H
#define LN_TREE_QUICK_H

#include "ln_tree.h"


/* What a tag of an id does in the body, where nothing bars it. */
#define LN_QUICK_OPEN     0x01          /* its start tag opens an element */
#define LN_QUICK_VOID     0x02          /* .. without content */
#define LN_QUICK_END      0x04          /* its end tag ends that element */
#define LN_QUICK_BLOCK    0x08          /* there is no p to be ended */
#define LN_QUICK_HEADING  0x10          /* it is not in a heading */
#define LN_QUICK_ITEM     0x20          /* it is the first, or its like ended */
#define LN_QUICK_A        0x40          /* it is in no other a */

#define LN_QUICK_IF       (LN_QUICK_BLOCK | LN_QUICK_HEADING                  \
                           | LN_QUICK_ITEM | LN_QUICK_A)


/* Whether what bars the short way of that start tag is there. */
static inline int
ln_tree_quick_barred(const ln_tree_t *tree, const ln_element_t *top,
    unsigned kind)
{
    unsigned  flags;

    if ((kind & LN_QUICK_BLOCK) && tree->open_p) {
        return 1;
    }

    if ((kind & LN_QUICK_A) && tree->open_a) {
        return 1;
    }

    if (!(kind & (LN_QUICK_HEADING | LN_QUICK_ITEM))) {
        return 0;
    }

    flags = ln_tags[top->id].flags;

    if (kind & LN_QUICK_HEADING) {
        return (flags & LN_HEADING) != 0;
    }

    /* in a list, or in another element that a search for items ends at */

    return !(flags & LN_SPECIAL) || (flags & LN_IMPLIED)
           || top->id == LN_TAG_DIV || top->id == LN_TAG_ADDRESS;
}


static inline int
ln_tree_quick_end(ln_tree_t *tree, ln_element_t *top, ln_tag_id_t id,
    uint64_t key, unsigned kind)
{
    if (top->key != key || !(kind & LN_QUICK_END) || top->watched
        || !top[-1].quick)
    {
        return 0;
    }

    tree->depth--;
    tree->open_p -= (id == LN_TAG_P);
    tree->open_a -= (id == LN_TAG_A);

    return 1;
}


/*
 * Where tree->quick is set.  Whether the tag has been dealt with; where not,
 * nothing has been done.
 */
static inline int
ln_tree_quick(ln_tree_t *tree, ln_tag_id_t id, uint64_t key, unsigned closing)
{
    unsigned       kind;
    ln_element_t  *e, *top;

    kind = tree->quick_tags[id];
    e = &tree->stack[tree->depth];
    top = e - 1;

    if (!top->quick) {
        return 0;
    }

    if (closing) {
        return ln_tree_quick_end(tree, top, id, key, kind);
    }

    if (!(kind & (LN_QUICK_OPEN | LN_QUICK_VOID))
        || tree->depth == LN_TREE_DEPTH
        || ((kind & LN_QUICK_IF) && ln_tree_quick_barred(tree, top, kind)))
    {
        return 0;
    }

    top->children++;

    if (kind & LN_QUICK_VOID) {
        return 1;
    }

    *e = (ln_element_t) {
        .key = key, .id = (unsigned char) id, .mode = top->mode, .quick = 1
    };

    tree->depth++;
    tree->open_p += (id == LN_TAG_P);
    tree->open_a += (id == LN_TAG_A);

    return 1;
}


#endif
