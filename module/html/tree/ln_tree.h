/*
 * Tree construction (HTML Standard, 13.2.6), as far as it says where elements
 * begin and end.
 *
 * Each tag that the tokenizer reads goes to the function of the insertion mode
 * (html/insertion_mode), which opens and closes elements on the stack.  The
 * listener is told of them.
 */

#ifndef LN_TREE_H
#define LN_TREE_H

#include "html/stack/ln_stack.h"


/* Before the first byte; the caller has zeroed tree, its stack apart. */
void ln_tree_init(ln_tree_t *tree, ln_tokenizer_t *tokenizer,
    const ln_tree_listener_t *listener);

/* Before the first byte: the page is read by the rules of XML. */
void ln_tree_xml(ln_tree_t *tree);

/* The tokenizer has read a tag; it has met text that it was to tell of. */
void ln_tree_tag(ln_tree_t *tree, const ln_tag_t *tag);
void ln_tree_text(ln_tree_t *tree, uint64_t offset, int blank);


#endif
