/* Handlers for the events of tokenizer and tree. */

#ifndef LN_PLACER_HANDLERS_H
#define LN_PLACER_HANDLERS_H

#include "html/placer/ln_placer_state.h"


/* Sets both listeners. */
void ln_placer_handlers(ln_placer_t *placer, ln_tokenizer_listener_t *tokens,
    ln_tree_listener_t *elements);

/*
 * Decides all choices that are left, at offset `at`.  before is ASCII that must
 * be written before a notice there; last: the page is over.
 */
void ln_placer_settle(ln_placer_t *placer, uint64_t at, const char *before,
    int last);


#endif
