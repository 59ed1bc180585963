/* Formatting elements that end before what is in them does. */

#include "html/stack/ln_stack.h"


/*
 * The end tag of a formatting element (the adoption agency): the blocks in it
 * stay open, what is neither block nor formatting is ended.
 */
int
ln_tree_adopt(ln_tree_t *tree, uint64_t key)
{
    int              i, last;
    unsigned         j, first, own;
    ln_element_t    *e;

    if (!ln_tree_has(tree, key)) {
        return 0;
    }

    for (i = (int) tree->depth - 1; i > 0; i--) {
        e = &tree->stack[i];

        if (e->key == key && e->ns == LN_NS_HTML) {
            break;
        }

        if (ln_tree_scope_ends(e, LN_SCOPE_DEFAULT)) {
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
        if (ln_tree_special(&tree->stack[j])) {
            last = (int) j;
        }
    }

    if (last < 0) {
        ln_tree_pop_to(tree, first, (int) own);
        return 1;
    }

    while (tree->depth > (unsigned) last + 1) {
        ln_tree_pop(tree, 0);
    }

    for (j = (unsigned) last - 1; j > first; j--) {
        e = &tree->stack[j];

        if (!ln_tree_special(e)
            && !(e->ns == LN_NS_HTML && (ln_tags[e->id].flags & LN_FORMAT)))
        {
            ln_tree_remove(tree, j, 0);
        }
    }

    ln_tree_remove(tree, first, (int) own);

    return 1;
}
