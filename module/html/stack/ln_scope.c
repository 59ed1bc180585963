/* What is in scope, and what ends the search for it. */

#include "html/stack/ln_scope.h"


/* The position of the innermost element that ends the scope. */
static unsigned
ln_scope_end(ln_tree_t *tree, ln_scope_t scope)
{
    unsigned  end;

    if (scope == LN_SCOPE_TABLE) {
        return ln_max(ln_bounds_innermost(tree, LN_TAG_TABLE),
                      ln_max(ln_bounds_innermost(tree, LN_TAG_TEMPLATE), 1));
    }

    end = ln_bounds_top(tree)->scope;

    if (scope == LN_SCOPE_BUTTON) {
        end = ln_max(end, ln_bounds_innermost(tree, LN_TAG_BUTTON));

    } else if (scope == LN_SCOPE_LIST) {
        end = ln_max(end, ln_max(ln_bounds_innermost(tree, LN_TAG_OL),
                                 ln_bounds_innermost(tree, LN_TAG_UL)));
    }

    return end;
}


int
ln_scope_search(ln_tree_t *tree, uint64_t key, ln_scope_t scope)
{
    unsigned  position;

    position = ln_bounds_innermost(tree, key);

    return position && position >= ln_scope_end(tree, scope)
           ? (int) position - 1 : -1;
}


void
ln_scope_close_p(ln_tree_t *tree)
{
    int  i;

    i = ln_scope_search(tree, LN_TAG_P, LN_SCOPE_BUTTON);

    if (i <= 0) {
        return;
    }

    if (ln_stack_top(tree)->hidden && (unsigned) i < tree->depth - 1
        && !tree->stack[i].hidden
        && tree->listener.p_ended(tree->listener.ctx, (unsigned) i))
    {
        ln_stack_remove(tree, (unsigned) i, 0);

    } else {
        ln_stack_pop_to(tree, (unsigned) i, tree->tag->closing
                                            && tree->tag->id == LN_TAG_P);
    }
}
