/* What a doctype says of the page: standards mode or quirks mode. */

#ifndef LN_DOCTYPE_H
#define LN_DOCTYPE_H

#include "html/stack/ln_stack.h"


/* The tokenizer has read a doctype. */
void ln_tree_doctype(ln_tree_t *tree);


#endif
