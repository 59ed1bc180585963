/*
 * The short way of tags that do nothing but open an element in the body, or
 * end the one opened last, as nearly all do.  What it does is what
 * ln_tree_tag() would do, and whoever listens is not asked: it is for tags of
 * which nobody wants to be told.
 */

#ifndef LN_TREE_QUICK_H
#define LN_TREE_QUICK_H

#include "html/stack/ln_stack.h"


/* What a tag of an id does in the body, where nothing bars it. */
#define LN_QUICK_OPEN     0x01          /* its start tag opens an element */
#define LN_QUICK_SHUT     LN_ELEMENT_SHUT   /* by ln_tree_quick_end(), too */
#define LN_QUICK_VOID     0x04          /* an element without content */
#define LN_QUICK_END      0x08          /* its end tag ends that element */
#define LN_QUICK_BLOCK    0x10          /* there is no p to be ended */
#define LN_QUICK_HEADING  0x20          /* it is not in a heading */
#define LN_QUICK_ITEM     0x40          /* it is the first, or its like ended */
#define LN_QUICK_A        0x80          /* it is in no other a */

#define LN_QUICK_IF       (LN_QUICK_BLOCK | LN_QUICK_HEADING                  \
                           | LN_QUICK_ITEM | LN_QUICK_A)

/* By ln_tag_id_t; in tree->quick_tags without what the listener is told of. */
extern const unsigned char  ln_tree_quick_kinds[LN_TAG_MAX];


/* Whether what bars the short way of that start tag is there. */
static inline int
ln_tree_quick_barred(const ln_tree_t *tree, const ln_element_t *top,
    unsigned kind)
{
    unsigned  flags;

    if ((kind & LN_QUICK_BLOCK) && tree->open[LN_TAG_P]) {
        return 1;
    }

    if ((kind & LN_QUICK_A) && tree->open[LN_TAG_A]) {
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


static inline void
ln_tree_quick_pop(ln_tree_t *tree, uint64_t key)
{
    tree->depth--;
    tree->open[ln_tree_name(key)]--;
}


/*
 * `NAME>` at p, of which 16 bytes can be read, where tree->quick is set: if it
 * ends the element that was opened last, as nearly all end tags do, it is dealt
 * with, and its length is returned; else 0.
 */
static inline unsigned
ln_tree_quick_end(ln_tree_t *tree, const unsigned char *p)
{
    uint64_t              head;
    ln_element_t         *top;
    const ln_tag_info_t  *tag;

    top = ln_tree_top(tree);

    if (!(top->quick & LN_ELEMENT_SHUT)) {
        return 0;
    }

    /* only letters are in these names: a capital one becomes a small one */

    tag = &ln_tags[top->id];
    head = (ln_tag_head(p) | 0x2020202020202020ULL)
           ^ ln_tag_head((const unsigned char *) tag->name);

    if ((head << (64 - 8 * tag->len)) != 0 || p[tag->len] != '>') {
        return 0;
    }

    ln_tree_quick_pop(tree, top->id);

    return tag->len + 1;
}


/*
 * Where tree->quick is set; kind is that of the tag.  Whether the tag has been
 * dealt with; where not, nothing has been done.
 */
static inline int
ln_tree_quick(ln_tree_t *tree, ln_tag_id_t id, uint64_t key, unsigned closing,
    unsigned kind)
{
    ln_element_t  *e, *top;

    e = &tree->stack[tree->depth];
    top = e - 1;

    if (!top->quick) {
        return 0;
    }

    if (closing) {
        if (top->key != key || !(kind & LN_QUICK_END) || top->watched
            || !top[-1].quick)
        {
            return 0;
        }

        ln_tree_quick_pop(tree, key);

        return 1;
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

    e->key = key;
    e->children = 0;
    e->id = (unsigned char) id;
    e->mode = top->mode;
    e->quick = (unsigned char) (LN_ELEMENT_QUICK | (kind & LN_QUICK_SHUT));
    e->ns = LN_NS_HTML;
    e->watched = 0;
    e->hidden = 0;
    e->html_hidden = 0;
    e->integration = 0;
    e->inert = 0;

    tree->depth++;
    tree->open[ln_tree_name(key)]++;

    return 1;
}


#endif
