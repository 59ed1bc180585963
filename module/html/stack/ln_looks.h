/*
 * How a start tag looks: "the Noah's Ark clause" of the list of active
 * formatting elements compares them (HTML Standard, 13.2.4.3).
 */

#ifndef LN_LOOKS_H
#define LN_LOOKS_H

#include "html/stack/ln_stack.h"


/*
 * Of the present tag: its length and, of a font, its color, face and size.  Not
 * 0.  Those of tags with equal attributes are equal, if they are written alike.
 */
uint32_t ln_tag_looks(const ln_tree_t *tree);


#endif
