/*
 * The quick reader of text and of whole tags.
 *
 * The states of the tokenizer read any page, byte by byte.  The quick reader
 * reads a tag that lies in one piece and is written as nearly all tags are.
 * Its result is that of the states: tests compare the two.
 */

#ifndef LN_FAST_H
#define LN_FAST_H

#include "html/stack/ln_stack.h"


/* The n-th quick reader that this machine has, NULL for n past the last. */
ln_state_pt ln_fast_text(unsigned n);

/*
 * Has the tokenizer use the best of them.  A tag that the tree's listener need
 * not be told of then goes the short way of ln_quick.h.  tree may be NULL: no
 * tag does.
 */
void ln_fast_use(ln_tokenizer_t *t, ln_tree_t *tree);


#endif
