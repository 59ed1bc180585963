/* What the choices of a page's notices begin with. */

#ifndef LN_CHOICE_INIT_H
#define LN_CHOICE_INIT_H

#include "html/placer/ln_choice.h"


/* Readies choices, which are zeroed.  LN_ERROR when there is no memory. */
int ln_choices_init(ln_choices_t *choices, const ln_alloc_t *alloc,
    const ln_place_list_t *lists, const ln_hydrated_t *hydrated, unsigned n,
    ln_tree_t *tree, ln_tokenizer_t *tokenizer);

/* That notice has these elements: see ln_placer_contains(). */
void ln_choices_contains(ln_choices_t *choices, unsigned notice,
    unsigned contains);

/* That notice goes nowhere if the page has none of its places. */
void ln_choices_no_fallback(ln_choices_t *choices, unsigned notice);

/* That notice need not be seen: it goes to the end of a head with a tag. */
void ln_choices_head(ln_choices_t *choices, unsigned notice);


#endif
