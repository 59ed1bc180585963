/* Places that are shown only behind end tags. */

#include "html/placer/ln_choice_closer.h"


void
ln_choice_close_with(ln_choice_t *choice, ln_str_t closer)
{
    choice->closer_len = (unsigned) closer.len;

    if (closer.len > LN_CHOICE_CLOSER) {
        choice->closer_long = closer.data;

    } else {
        memcpy(choice->closer, closer.data, closer.len);
    }
}


int
ln_choices_within(const ln_choices_t *choices, unsigned index, uint64_t offset)
{
    unsigned            i;
    const ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->open ? choice->index >= index
                         : (choice->pending || choice->decided)
                           && !choice->given && choice->offset == offset)
        {
            return 1;
        }
    }

    return 0;
}


int
ln_choices_closer(ln_choices_t *choices, uint64_t offset, ln_str_t closer)
{
    int           kept;
    unsigned      i;
    ln_choice_t  *choice;

    kept = 0;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if ((choice->pending || choice->decided) && !choice->given
            && choice->offset == offset && choice->closer_len == 0)
        {
            ln_choice_close_with(choice, closer);
            kept |= (closer.len > LN_CHOICE_CLOSER);
        }
    }

    return kept;
}
