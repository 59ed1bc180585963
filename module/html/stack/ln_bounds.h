/*
 * Where searches of the stack end: each element knows the nearest element of
 * each kind, and the next one of its name.  So a search takes no longer on a
 * deep stack.
 */

#ifndef LN_BOUNDS_H
#define LN_BOUNDS_H

#include "html/stack/ln_stack.h"


/* 1 if the element is of the standard's "special" category. */
int ln_element_special(const ln_element_t *e);

/* 1 if it ends the standard's default scope (HTML Standard, 13.2.4.2). */
int ln_element_scopes(const ln_element_t *e);

/*
 * The elements on the stack get their bounds, if they have none yet; those from
 * index on lose theirs, before they move or leave the stack.
 */
void ln_bounds_find(ln_tree_t *tree);
void ln_bounds_forget(ln_tree_t *tree, unsigned index);

/* Those of the current element. */
static inline const ln_bounds_t *
ln_bounds_top(ln_tree_t *tree)
{
    ln_bounds_find(tree);

    return &ln_stack_top(tree)->bounds;
}

/* The position, an index plus 1, of the innermost HTML element; 0 for none. */
unsigned ln_bounds_innermost(ln_tree_t *tree, uint64_t key);

/*
 * Of the innermost SVG or MathML element, where the current element is one of
 * these; 0 if HTML is within it.
 */
unsigned ln_bounds_foreign(ln_tree_t *tree, uint64_t key);

/* Likewise, of a heading of any level; of what a li, or a dd or dt, ends. */
unsigned ln_bounds_heading(ln_tree_t *tree);
unsigned ln_bounds_item(ln_tree_t *tree, ln_tag_id_t id);


#endif
