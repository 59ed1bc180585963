/*
 * Scopes: which open elements an end tag can reach (HTML Standard, 13.2.4.2).
 */

#ifndef LN_SCOPE_H
#define LN_SCOPE_H

#include "html/stack/ln_bounds.h"


typedef enum {
    LN_SCOPE_DEFAULT,
    LN_SCOPE_BUTTON,
    LN_SCOPE_LIST,
    LN_SCOPE_TABLE
} ln_scope_t;


/* As below, where the name is known to be on the stack. */
int ln_scope_search(ln_tree_t *tree, uint64_t key, ln_scope_t scope);
void ln_scope_close_p(ln_tree_t *tree);

/*
 * The element at index is about to close, with what is in it.  Returns 1 if a
 * notice has ended it already, and something hides in it that so stays open:
 * the element alone has left the stack then.
 */
int ln_scope_goes_on(ln_tree_t *tree, unsigned index);


/*
 * The index of the innermost HTML element of that key in scope, -1 for none.
 * An element within a scope that ends scopes itself is in its own.
 */
static inline int
ln_stack_in_scope(ln_tree_t *tree, uint64_t key, ln_scope_t scope)
{
    return ln_stack_has(tree, key) ? ln_scope_search(tree, key, scope) : -1;
}


/* "Close a p element", where one is in button scope. */
static inline void
ln_stack_close_p(ln_tree_t *tree)
{
    if (ln_stack_has(tree, LN_TAG_P)) {
        ln_scope_close_p(tree);
    }
}


#endif
