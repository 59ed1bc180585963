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


int
ln_scope_goes_on(ln_tree_t *tree, unsigned index)
{
    if (!ln_stack_top(tree)->hidden || tree->stack[index].hidden
        || !tree->listener.was_ended(tree->listener.ctx, index))
    {
        return 0;
    }

    ln_stack_remove(tree, index, 0);

    return 1;
}


void
ln_scope_close_p(ln_tree_t *tree)
{
    int  i;

    i = ln_scope_search(tree, LN_TAG_P, LN_SCOPE_BUTTON);

    if (i > 0 && !ln_scope_goes_on(tree, (unsigned) i)) {
        ln_stack_pop_to(tree, (unsigned) i, tree->tag->closing
                                            && tree->tag->id == LN_TAG_P);
    }
}
