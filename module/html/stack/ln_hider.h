/*
 * Open elements in which nothing is shown, as their attributes say or as they
 * are shadow hosts.  Those that hide by their names alone have LN_HIDES.
 *
 * The standard's style sheet for browsers (15.3.1, 15.5) is the source: hidden,
 * popover, a dialog that is not open, a details that is not.
 */

#ifndef LN_HIDER_H
#define LN_HIDER_H

#include "html/stack/ln_stack.h"
#include "html/tokenizer/ln_style.h"


/* 1 if the attributes of the present tag may hide any element. */
static inline int
ln_attributes_hide(const ln_attributes_t *attributes)
{
    return attributes->values[LN_ATTRIBUTE_HIDDEN].present
           || attributes->values[LN_ATTRIBUTE_POPOVER].present
           || (attributes->values[LN_ATTRIBUTE_STYLE].present
               && ln_style_hidden(attributes));
}


/*
 * No notice goes into the open element at index from now on, nor into what is
 * in it.  From the listener's open(), of the element that opens, this is how to
 * pass it over; later, the listener is told by barred().
 */
void ln_stack_bar(ln_tree_t *tree, unsigned index);

/* An HTML element has opened by the present tag, and is on the stack. */
void ln_hider_opened(ln_tree_t *tree, unsigned index);

/* 0 if ln_hider_opened() has nothing to do for an element of that name. */
static inline int
ln_hider_may_open(const ln_tree_t *tree, ln_tag_id_t id)
{
    return (tree->tokenizer->attributes_read
            && tree->tokenizer->attributes.found)
           || id == LN_TAG_OTHER || id == LN_TAG_SUMMARY || id == LN_TAG_SLOT
           || id == LN_TAG_DIALOG || id == LN_TAG_DETAILS;
}

/*
 * The present tag, <template>, is about to open: it may make the current
 * element a shadow host.
 */
void ln_hider_template(ln_tree_t *tree);

/*
 * The element closes; it has left the stack while others stay above; these,
 * from index on, are moved out of it, and not hidden by it.
 */
void ln_hider_closed(ln_tree_t *tree, unsigned index);
void ln_hider_removed(ln_tree_t *tree, unsigned index);
void ln_hider_uncover(ln_tree_t *tree, unsigned index);

/*
 * An element has been put there below others; the element there hides, as it
 * did when it was open before.
 */
void ln_hider_raised(ln_tree_t *tree, unsigned index);
void ln_hider_again(ln_tree_t *tree, unsigned index, uint32_t looks);

/* 1 if a shadow root may still make this element its host. */
int ln_hider_may_host(const ln_tree_t *tree, unsigned index);

/* 1 if the present tag opens a shadow root in the current element. */
int ln_hider_shadow_root(const ln_tree_t *tree, const ln_tag_t *tag);

/* The entry of the element; of one that has that key; NULL if there is none. */
const ln_hider_t *ln_hider_find(const ln_tree_t *tree, unsigned index);
const ln_hider_t *ln_hider_named(const ln_tree_t *tree, uint64_t key);


#endif
