/* Formatting elements that end before what is in them does. */

#include "html/insertion_mode/ln_adoption.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"


/* The index of the last element of that name, or 0. */
static unsigned
ln_adoption_newest(const ln_tree_t *tree, uint64_t key)
{
    unsigned  i;

    for (i = tree->depth - 1; i > 0; i--) {
        if (tree->stack[i].key == key && tree->stack[i].ns == LN_NS_HTML) {
            break;
        }
    }

    return i;
}


/* It does not open again, even if a start tag has ended it: a second <a>. */
static void
ln_adopted(ln_tree_t *tree, uint64_t key, unsigned index)
{
    if (!tree->tag->closing && tree->nformatting) {
        (void) ln_formatting_ended(tree, key, index - 1);
    }
}


/*
 * The end tag of a formatting element (the adoption agency): the blocks in it
 * stay open, what is neither block nor formatting is ended.
 */
int
ln_adopt(ln_tree_t *tree, uint64_t key)
{
    int              i, hid, last;
    unsigned         j, first, own;
    ln_element_t    *e;

    if (tree->nformatting
        && ln_formatting_ended(tree, key, ln_adoption_newest(tree, key)))
    {
        return 1;
    }

    if (!ln_stack_has(tree, key)) {
        return 0;
    }

    for (i = (int) tree->depth - 1; i > 0; i--) {
        e = &tree->stack[i];

        if (e->key == key && e->ns == LN_NS_HTML) {
            break;
        }

        if (ln_scope_ends(e, LN_SCOPE_DEFAULT)) {
            return 0;
        }
    }

    if (i <= 0) {
        return 0;
    }

    first = (unsigned) i;
    own = tree->tag->closing;
    last = -1;

    for (j = first + 1; j < tree->depth; j++) {
        if (ln_element_special(&tree->stack[j])) {
            last = (int) j;
        }
    }

    if (last < 0) {
        ln_stack_pop_to(tree, first, (int) own);
        ln_adopted(tree, key, first);
        return 1;
    }

    while (tree->depth > (unsigned) last + 1) {
        ln_stack_pop(tree, 0);
    }

    for (j = (unsigned) last - 1; j > first; j--) {
        e = &tree->stack[j];

        if (!ln_element_special(e)
            && !(e->ns == LN_NS_HTML && (ln_tags[e->id].flags & LN_FORMAT)))
        {
            ln_stack_remove(tree, j, 0);
        }
    }

    hid = ln_hider_find(tree, first) != NULL;
    ln_stack_remove(tree, first, (int) own);

    if (hid) {
        ln_hider_uncover(tree, first);
    }

    ln_adopted(tree, key, first);

    return 1;
}
