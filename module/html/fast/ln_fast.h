/*
 * Text, and whole tags at once: the quick way of a page through tokenizer and
 * tree, which the states of the standard are the measure of.
 */

#ifndef LN_FAST_H
#define LN_FAST_H

#include "html/stack/ln_stack.h"


/* The n-th reader of text that this machine has, NULL past the last. */
ln_state_pt ln_fast_text(unsigned n);

/*
 * Has the tokenizer read by the best of them.  Tags of which nobody wants to be
 * told go straight to the tree (ln_quick.h); tree may be NULL.
 */
void ln_fast_use(ln_tokenizer_t *t, ln_tree_t *tree);


#endif
