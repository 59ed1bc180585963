/* Elements that open: the choices that may take them. */

#ifndef LN_CHOICE_OPEN_H
#define LN_CHOICE_OPEN_H

#include "html/placer/ln_choice.h"


/* An event of the tree: see ln_tree_listener_t. */
void ln_choices_open(ln_choices_t *choices, unsigned index,
    const ln_tag_t *tag, uint64_t at);


#endif
