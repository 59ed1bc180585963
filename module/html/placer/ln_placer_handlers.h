/* What the tokenizer and the tree tell the placer. */

#ifndef LN_PLACER_HANDLERS_H
#define LN_PLACER_HANDLERS_H

#include "html/placer/ln_placer_state.h"


void ln_placer_handlers(ln_placer_t *placer, ln_tokenizer_listener_t *tokens,
    ln_tree_listener_t *elements);

/*
 * Decides on all that is left; before: written before what is shown next;
 * last: the page is over.
 */
void ln_placer_settle(ln_placer_t *placer, uint64_t at, const char *before,
    int last);


#endif
