/* Places that are shown only behind end tags. */

#ifndef LN_CHOICE_CLOSER_H
#define LN_CHOICE_CLOSER_H

#include "html/placer/ln_choice.h"


/*
 * 1 if a tag that closes elements from index on, and none below it, may decide
 * a choice, or if one is there for offset.
 */
int ln_choices_within(const ln_choices_t *choices, unsigned index,
    uint64_t offset);

/*
 * A notice at that offset is shown only if it is written after closer.  1: its
 * bytes must stay as long as the choices.
 */
int ln_choices_closer(ln_choices_t *choices, uint64_t offset, ln_str_t closer);

/* The notice is written after closer, whose bytes must stay if it is long. */
void ln_choice_close_with(ln_choice_t *choice, ln_str_t closer);


#endif
