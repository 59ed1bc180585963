#include "html/placer/ln_choice_root.h"


/* Whether a script owns the element at index: it is in a root, or is one. */
static int
ln_choice_owned(const ln_choices_t *choices, const ln_choice_t *choice,
    unsigned index)
{
    return choice->root <= index && choice->root < choices->tree->depth
           && choices->tree->stack[choice->root].owned;
}


void
ln_choices_roots(ln_choices_t *choices, unsigned index, const ln_tag_t *tag)
{
    int           known;
    unsigned      i;
    ln_choice_t  *choice;

    known = choices->known
            && ln_root_opened(&choices->roots, choices->tree, index, tag);

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->root < index && ln_choice_owned(choices, choice, index)) {
            continue;
        }

        choice->root = LN_STACK_DEPTH;

        if ((known && choice->known)
            || (choice->hydrated.selector != NULL
                && ln_match_element(&choices->match, &choice->hydrated, index,
                                    tag == NULL)))
        {
            choice->root = index;
            choices->tree->stack[index].owned = 1;
        }
    }
}


void
ln_choice_root_removed(ln_choice_t *choice, unsigned index)
{
    if (choice->root == index) {
        choice->root = LN_STACK_DEPTH;

    } else if (choice->root > index && choice->root < LN_STACK_DEPTH) {
        choice->root--;
    }
}


int
ln_choice_lost(const ln_choices_t *choices, const ln_choice_t *choice,
    unsigned index, ln_place_position_t position)
{
    if (!choices->hydrated) {
        return 0;
    }

    switch (position) {

    case LN_PLACE_BEFORE:

        /* before the body it would be the first thing in it */

        if (index == 1
            && ln_element_is(&choices->tree->stack[index], LN_TAG_BODY))
        {
            return ln_choice_owned(choices, choice, index);
        }

        return index > 0 && ln_choice_owned(choices, choice, index - 1);

    case LN_PLACE_AFTER:
        return index > 1 && ln_choice_owned(choices, choice, index - 1);

    case LN_PLACE_PREPEND:
        return ln_choice_owned(choices, choice, index);

    default:
        return index > 1 && ln_choice_owned(choices, choice, index);
    }
}


int
ln_choice_heads_root(const ln_choices_t *choices, const ln_choice_t *choice)
{
    return choices->hydrated && choice->position == LN_PLACE_AFTER
           && ln_element_is(&choices->tree->stack[choice->index], LN_TAG_HEAD)
           && (ln_choice_owned(choices, choice, choice->index)
               || (choice->known && ln_root_document(&choices->roots)));
}


int
ln_choice_inside_root(const ln_choices_t *choices, const ln_choice_t *choice)
{
    if (!choices->hydrated) {
        return 0;
    }

    if (choices->tree->phase < LN_PHASE_BODY) {
        return choice->known && ln_root_document(&choices->roots);
    }

    return choices->tree->depth > 0
           && ln_choice_owned(choices, choice, choices->tree->depth - 1);
}
