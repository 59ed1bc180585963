/*
 * The list of active formatting elements (HTML Standard, 13.2.4.3).  One that
 * another tag has closed, as `</p>` closes the b of `<p><b></p>`, opens again
 * before the text or the like that follows.
 *
 * On nearly all pages the list is what the stack has of these elements, and of
 * those that have a marker.  So it is kept in tree->formatting only while it
 * differs: while tree->listed is set.  Of more than LN_STACK_FORMATTING the
 * oldest are forgotten.
 */

#ifndef LN_FORMATTING_H
#define LN_FORMATTING_H

#include "html/stack/ln_stack.h"


#define LN_FORMATTING_LIST  (LN_FORMAT | LN_MARKER)

/* 1 if the HTML element is a formatting element; has a marker in the list. */
static inline int
ln_formatting_is(const ln_element_t *e)
{
    return e->ns == LN_NS_HTML && (ln_tags[e->id].flags & LN_FORMAT);
}


static inline int
ln_formatting_marks(const ln_element_t *e)
{
    return e->ns == LN_NS_HTML && (ln_tags[e->id].flags & LN_MARKER);
}


/* 1 if one will open again before the text that follows. */
static inline int
ln_formatting_due(const ln_tree_t *tree)
{
    const ln_formatting_t  *last;

    if (tree->nformatting == 0) {
        return 0;
    }

    last = &tree->formatting[tree->nformatting - 1];

    return last->index == 0 && last->id != LN_TAG_OTHER;
}


/* Keeps the list from now on, as the stack has it. */
void ln_formatting_list(ln_tree_t *tree);

/* No longer, if the stack has it. */
void ln_formatting_settle(ln_tree_t *tree);

/*
 * An HTML element of LN_FORMATTING_LIST has opened by the present tag; is about
 * to leave the stack, own: by its own end tag.
 */
void ln_formatting_opened(ln_tree_t *tree, unsigned index);
void ln_formatting_closed(ln_tree_t *tree, unsigned index, int own);

/* An element has left the stack below others; has been put below others. */
void ln_formatting_removed(ln_tree_t *tree, unsigned index);
void ln_formatting_raised(ln_tree_t *tree, unsigned index);

/* "Clear the list .. up to the last marker". */
void ln_formatting_clear(ln_tree_t *tree);

/*
 * Entries of the list, which is kept: the position, from 1, of the last one of
 * that name behind the last marker, and of the open element at index; 0 if
 * there is none.
 */
unsigned ln_formatting_find(const ln_tree_t *tree, uint64_t id);
unsigned ln_formatting_at(const ln_tree_t *tree, unsigned index);

/* Takes the entry out; puts one in. */
void ln_formatting_drop(ln_tree_t *tree, unsigned position);
void ln_formatting_put(ln_tree_t *tree, unsigned position,
    const ln_formatting_t *entry);

/* 1 if one that is due hides whatever is shown next. */
int ln_formatting_due_hides(const ln_tree_t *tree);

static inline int
ln_formatting_hides(const ln_tree_t *tree)
{
    return tree->nformatting && ln_formatting_due_hides(tree);
}


#endif
