/* XHTML by the rules of XML: every element ends where its end tag says. */

#ifndef LN_TREE_XML_H
#define LN_TREE_XML_H

#include "html/stack/ln_stack.h"


/* Reads the present tag. */
void ln_tree_in_xml(ln_tree_t *tree);


#endif
