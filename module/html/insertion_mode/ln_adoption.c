/* The adoption agency: formatting elements that end before what is in them. */

#include "html/insertion_mode/ln_adoption.h"
#include "html/stack/ln_bounds.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"


/* The limits of the standard's loops. */
#define LN_ADOPTION_BLOCKS  8
#define LN_ADOPTION_CLONES  3


/* The index of the outermost special element above that one, or 0. */
static unsigned
ln_adoption_block(ln_tree_t *tree, unsigned index)
{
    unsigned  position, outermost;

    position = ln_bounds_top(tree)->special;
    outermost = 0;

    while (position > index + 1) {
        outermost = position - 1;
        position = tree->stack[outermost - 1].bounds.special;
    }

    return outermost;
}


/*
 * What is between the formatting element, at index, and the block that is moved
 * out of it: formatting stays, what else there is is ended.  *bookmark: where
 * in the list the formatting element has its place behind that.  Returns the
 * block's index.
 */
static unsigned
ln_adoption_between(ln_tree_t *tree, unsigned index, unsigned block,
    unsigned *bookmark)
{
    unsigned  i, n, position;

    n = 0;

    for (i = block - 1; i > index; i--) {
        position = ln_formatting_at(tree, i);
        n++;

        if (position && n > LN_ADOPTION_CLONES) {
            ln_formatting_drop(tree, position);
            *bookmark -= (position < *bookmark);
            position = 0;
        }

        if (position == 0) {
            ln_stack_remove(tree, i, 0);
            block--;

        } else if (i + 1 == block) {
            *bookmark = position + 1;
        }
    }

    return block;
}


/* Ends the formatting element at index, which has blocks in it. */
static void
ln_adoption_move(ln_tree_t *tree, unsigned index, unsigned position)
{
    unsigned         n, block, next, bookmark;
    ln_formatting_t  entry;

    entry = tree->formatting[position - 1];
    bookmark = position;
    ln_formatting_drop(tree, position);

    block = ln_adoption_between(tree, index, ln_adoption_block(tree, index),
                                &bookmark);
    ln_stack_remove(tree, index, tree->tag->closing);
    block--;

    for (n = 1; n < LN_ADOPTION_BLOCKS; n++) {
        next = ln_adoption_block(tree, block);

        if (next == 0) {
            break;
        }

        block = ln_adoption_between(tree, block, next, &bookmark);
    }

    if (n < LN_ADOPTION_BLOCKS) {

        while (tree->depth > block + 1) {
            ln_stack_pop(tree, 0);
        }

        ln_hider_uncover(tree, index);

    } else {

        /* it is given up: the element is open in that block */

        ln_hider_uncover(tree, index);
        ln_stack_raise(tree, block + 1, entry.id);
        tree->stack[block + 1].looks = entry.looks;

        if (entry.hides) {
            ln_hider_again(tree, block + 1, entry.looks);
        }

        entry.index = (unsigned short) (block + 1);
        ln_formatting_put(tree, bookmark, &entry);
    }
}


/* The end tag of what is open last, as that is by far the most of them. */
static int
ln_adoption_pops(ln_tree_t *tree, uint64_t key)
{
    unsigned  position;

    position = ln_bounds_innermost(tree, key);

    if (position <= 1 || position < ln_bounds_top(tree)->special) {
        return 0;
    }

    ln_stack_pop_to(tree, position - 1, 1);

    return 1;
}


ln_adopted_t
ln_adopt(ln_tree_t *tree, uint64_t key)
{
    unsigned  index, position;

    if (!tree->listed) {

        if (!ln_stack_has(tree, key)) {
            return LN_ADOPTED_NONE;
        }

        if (tree->tag->closing && ln_adoption_pops(tree, key)) {
            return LN_ADOPTED;
        }

        ln_formatting_list(tree);
    }

    index = tree->depth - 1;

    if (tree->stack[index].key == key && tree->stack[index].ns == LN_NS_HTML
        && ln_formatting_at(tree, index) == 0)
    {
        ln_stack_pop(tree, tree->tag->closing);
        return LN_ADOPTED;
    }

    position = ln_formatting_find(tree, key);

    if (position == 0) {
        return LN_ADOPTED_NONE;
    }

    index = tree->formatting[position - 1].index;

    if (index == 0) {
        ln_formatting_drop(tree, position);
        return LN_ADOPTED;
    }

    if (ln_bounds_top(tree)->scope > index + 1) {
        return LN_ADOPTED_OUT_OF_SCOPE;
    }

    if (ln_adoption_block(tree, index)) {
        ln_adoption_move(tree, index, position);

    } else {
        ln_formatting_drop(tree, position);
        ln_stack_pop_to(tree, index, tree->tag->closing);
    }

    return LN_ADOPTED;
}
