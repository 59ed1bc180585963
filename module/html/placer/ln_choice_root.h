/* Places inside of elements that a script owns, for the notice of a choice. */

#ifndef LN_CHOICE_ROOT_H
#define LN_CHOICE_ROOT_H

#include "html/placer/ln_choice.h"


/* The element at index has opened: for which choices it is a root. */
void ln_choices_roots(ln_choices_t *choices, unsigned index,
    const ln_tag_t *tag);

/* The element at index has left the stack below others. */
void ln_choice_root_removed(ln_choice_t *choice, unsigned index);

/*
 * 1 if a script would take out a notice there, beside the element or within
 * it.  What stands at the body's end stays, also where the root is the body.
 */
int ln_choice_lost(const ln_choices_t *choices, const ln_choice_t *choice,
    unsigned index, ln_place_position_t position);

/* 1 if the choice waits for a head's end, behind which a root will begin. */
int ln_choice_heads_root(const ln_choices_t *choices,
    const ln_choice_t *choice);

/* 1 if the page has come to a point where a script owns what stands there. */
int ln_choice_inside_root(const ln_choices_t *choices,
    const ln_choice_t *choice);


#endif
