/*
 * Which elements are open: the standard's tree construction (13.2.6), as far
 * as it bears on where elements begin and end.  No tree is built.
 */

#ifndef LN_TREE_H
#define LN_TREE_H

#include "html/stack/ln_stack.h"


void ln_tree_init(ln_tree_t *tree, ln_tokenizer_t *tokenizer,
    const ln_tree_listener_t *listener);

/* Reads by the rules of XML, before the first byte. */
void ln_tree_xml(ln_tree_t *tree);

/* What the tokenizer tells. */
void ln_tree_tag(ln_tree_t *tree, const ln_tag_t *tag);
void ln_tree_text(ln_tree_t *tree, uint64_t offset);


#endif
