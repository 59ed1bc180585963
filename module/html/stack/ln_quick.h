/*
 * The short way: for tags that only open an element in the body, or close the
 * one that was opened last, as nearly all tags do.
 *
 * A tag that goes the short way has the effect that ln_tree_tag() would have.
 * The listener is not told of it: it must be a tag that the listener does not
 * wait for.
 */

#ifndef LN_QUICK_H
#define LN_QUICK_H

#include "html/stack/ln_stack.h"


/* Which tags of an element may go the short way. */
#define LN_QUICK_OPEN     0x01          /* its start tag */
#define LN_QUICK_SHUT     LN_ELEMENT_SHUT   /* end tag by ln_quick_end() */
#define LN_QUICK_VOID     0x04          /* its start tag; it has no content */
#define LN_QUICK_END      0x08          /* its end tag */

/* .. its start tag, on that condition */
#define LN_QUICK_BLOCK    0x10          /* no p is open */
#define LN_QUICK_HEADING  0x20          /* the parent is no heading */
#define LN_QUICK_ITEM     0x40          /* the parent is a list or the like */
#define LN_QUICK_A        0x80          /* no a is open */
#define LN_QUICK_ROOT     0x100         /* it is deep: see ln_quick_quiet() */
#define LN_QUICK_FORMAT   0x200         /* formatting is not kept in a list */
#define LN_QUICK_BUTTON   0x400         /* no button is open */

/* .. by ln_quick_part() */
#define LN_QUICK_PART     0x800         /* a cell in a row, a row in a tbody */
#define LN_QUICK_SVG      0x1000        /* it opens an <svg> */
#define LN_QUICK_FOREIGN  0x2000        /* the parent is of SVG */
#define LN_QUICK_OPTION   0x4000        /* the parent is a select */

/* .. by ln_quick_raw() */
#define LN_QUICK_RAW      0x8000

#define LN_QUICK_HERE     (LN_QUICK_HEADING | LN_QUICK_ITEM | LN_QUICK_ROOT)
#define LN_QUICK_IF       (LN_QUICK_BLOCK | LN_QUICK_A | LN_QUICK_HERE        \
                           | LN_QUICK_FORMAT | LN_QUICK_BUTTON)

/*
 * By ln_tag_id_t.  tree->quick_tags is the same without the tags that the
 * listener is to be told of.
 */
extern const uint16_t  ln_quick_kinds[LN_TAG_MAX];


/* Elements with an index on the stack up to that may be told as `shallow`. */
#define LN_QUICK_SHALLOW  4

/* What the listener is to be told of, when it opens. */
typedef enum {
    LN_QUICK_QUIET = 0,                 /* it need not be told of it */
    LN_QUICK_TOLD_SHALLOW,              /* of those up to LN_QUICK_SHALLOW */
    LN_QUICK_TOLD
} ln_quick_told_t;


/* told[] is an ln_quick_told_t for each id. */
void ln_quick_quiet(ln_tree_t *tree, const unsigned char *told);

/*
 * Opens an element by the short way and tells the listener of it.  0 if the
 * present start tag cannot go that way: nothing has been done then.
 */
int ln_quick_told(ln_tree_t *tree, const ln_tag_t *tag);

/* Likewise, of an element with raw text, which the listener is not told of. */
int ln_quick_raw(ln_tree_t *tree, const ln_tag_t *tag);


/* 1 if a condition on where the start tag stands does not hold. */
static inline int
ln_quick_barred_here(const ln_tree_t *tree, const ln_element_t *top,
    unsigned kind)
{
    unsigned  flags;

    if ((kind & LN_QUICK_ROOT) && tree->depth <= LN_QUICK_SHALLOW) {
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

    return !(flags & LN_SPECIAL) || (flags & (LN_IMPLIED | LN_THROUGH));
}


/* 1 if a condition of the start tag does not hold (LN_QUICK_IF). */
static inline int
ln_quick_barred(const ln_tree_t *tree, const ln_element_t *top,
    unsigned kind)
{
    if (ln_unlikely(kind & LN_QUICK_HERE)
        && ln_quick_barred_here(tree, top, kind))
    {
        return 1;
    }

    if ((kind & LN_QUICK_BLOCK) && tree->open[LN_TAG_P]) {
        return 1;
    }

    if ((kind & LN_QUICK_FORMAT) && tree->listed) {
        return 1;
    }

    if ((kind & LN_QUICK_BUTTON) && tree->open[LN_TAG_BUTTON]) {
        return 1;
    }

    return (kind & LN_QUICK_A) && tree->open[LN_TAG_A];
}


/*
 * 0 if the start tag is certain to open an element that is not shallow.  A tag
 * that closes others first may open one, however deep it stands.
 */
static inline int
ln_quick_shallow(const ln_tree_t *tree, ln_tag_id_t id)
{
    const ln_element_t  *top;

    if (tree->depth <= LN_QUICK_SHALLOW || !tree->quick) {
        return 1;
    }

    top = &tree->stack[tree->depth - 1];

    return !top->quick || !(ln_quick_kinds[id] & LN_QUICK_OPEN)
           || ln_quick_barred(tree, top, ln_quick_kinds[id]);
}


static inline void
ln_quick_pop(ln_tree_t *tree, uint64_t key)
{
    tree->depth--;
    tree->open[ln_stack_name(key)]--;

    /* bounds are looked for when they are asked for, by few tags */

    if (ln_unlikely(tree->depth < tree->bounded)) {
        tree->bounded = tree->depth;
        tree->innermost[ln_stack_name(key)] =
                                       tree->stack[tree->depth].previous;
    }
}


/*
 * p is behind the `</` of an end tag; 16 bytes can be read, and tree->quick is
 * set.  If `NAME>` is there, of the element that was opened last, closes it and
 * returns the length of `NAME>`.  0 if not: nothing has been done.
 */
static inline unsigned
ln_quick_end(ln_tree_t *tree, const unsigned char *p)
{
    uint64_t              head;
    ln_element_t         *top;
    const ln_tag_info_t  *tag;

    top = ln_stack_top(tree);

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

    ln_quick_pop(tree, top->id);

    return tag->len + 1;
}


/*
 * Likewise: where the parent is a part of a table or a select, or stands in an
 * <svg>; for <svg> itself, in a parent in which tags go the short way.
 */
int ln_quick_svg(ln_tree_t *tree, uint64_t key, unsigned self_closing);
int ln_quick_part(ln_tree_t *tree, ln_tag_id_t id, uint64_t key,
    unsigned closing, unsigned self_closing, unsigned kind);


/*
 * A tag, with its LN_QUICK_.. in kind; tree->quick is set.  1 if it has gone
 * the short way, 0 if not: nothing has been done then.
 */
static inline int
ln_quick_tag(ln_tree_t *tree, ln_tag_id_t id, uint64_t key, unsigned closing,
    unsigned self_closing, unsigned kind)
{
    ln_element_t  *e, *top;

    e = &tree->stack[tree->depth];
    top = e - 1;

    if (ln_unlikely(!top->quick)) {
        return ln_quick_part(tree, id, key, closing, self_closing, kind);
    }

    if (closing) {
        if (top->key != key || !(kind & LN_QUICK_END) || top->watched
            || !(top[-1].quick
                 || ((kind & LN_QUICK_PART) && !tree->listed)))
        {
            return 0;
        }

        ln_quick_pop(tree, key);

        return 1;
    }

    if (ln_unlikely(tree->depth == LN_STACK_DEPTH)) {
        return 0;
    }

    if (ln_unlikely(!(kind & (LN_QUICK_OPEN | LN_QUICK_VOID)))) {
        return (kind & LN_QUICK_SVG) ? ln_quick_svg(tree, key, self_closing)
                                     : 0;
    }

    if ((kind & LN_QUICK_IF) && ln_quick_barred(tree, top, kind)) {
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
    e->owned = 0;

    tree->depth++;

    if (ln_likely(id != LN_TAG_OTHER)) {
        tree->open[id]++;

    } else {
        tree->open[ln_stack_name(key)]++;
    }

    return 1;
}


#endif
