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
 * The element at index, below which all are linked, becomes the innermost of
 * its name, and gets its bounds; all from index on leave the chains of names.
 */
void ln_bounds_link(ln_tree_t *tree, unsigned index);
void ln_bounds_unlink(ln_tree_t *tree, unsigned index);

/* The position, an index plus 1, of the innermost HTML element; 0 for none. */
unsigned ln_bounds_innermost(const ln_tree_t *tree, uint64_t key);

/*
 * Of the innermost SVG or MathML element, where the current element is one of
 * these; 0 if HTML is within it.
 */
unsigned ln_bounds_foreign(const ln_tree_t *tree, uint64_t key);

/* Likewise, of a heading of any level; of what a li, or a dd or dt, ends. */
unsigned ln_bounds_heading(const ln_tree_t *tree);
unsigned ln_bounds_item(const ln_tree_t *tree, ln_tag_id_t id);


#endif
