#include "html/placer/ln_choice_paragraph.h"
#include "html/stack/ln_bounds.h"


/* The index of the p that a block ends, in what is open below; 0 for none. */
static unsigned
ln_choice_paragraph(const ln_tree_t *tree, unsigned below)
{
    unsigned             i;
    const ln_element_t  *e;

    if (tree->xml || !tree->open[LN_TAG_P]) {
        return 0;
    }

    for (i = below; i > 1; i--) {
        e = &tree->stack[i - 1];

        if (ln_element_is(e, LN_TAG_P)) {
            return i - 1;
        }

        if (ln_element_scopes(e) || ln_element_is(e, LN_TAG_BUTTON)) {
            break;
        }
    }

    return 0;
}


void
ln_choice_note_paragraph(ln_choices_t *choices, ln_choice_t *choice,
    unsigned below)
{
    unsigned  p;

    p = ln_choice_paragraph(choices->tree, below);

    if (p == 0 || choice->at_end) {
        return;
    }

    choice->paragraph = p;
    choice->within = below;

    for ( /* void */ ; p < below; p++) {
        choices->tree->stack[p].watched = 1;
        choices->tree->stack[p].quick &= LN_ELEMENT_QUICK;
    }
}


void
ln_choices_paragraph_closed(ln_choices_t *choices, unsigned index)
{
    unsigned      i;
    ln_choice_t  *choice;

    /* what leaves the stack below others is removed */

    if (index + 1 < choices->tree->depth) {
        return;
    }

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];
        choice->within = ln_min(choice->within, index);
    }
}


void
ln_choices_paragraph_removed(ln_choices_t *choices, unsigned index)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];
        choice->paragraph -= (choice->paragraph > index);
        choice->within -= (choice->within > index);
    }
}


void
ln_choices_paragraph_raised(ln_choices_t *choices, unsigned index)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];
        choice->paragraph += (choice->paragraph >= index);
        choice->within += (choice->within >= index);
    }
}


static int
ln_choice_ends(const ln_choice_t *choice, unsigned index)
{
    return index >= choice->paragraph && index < choice->within;
}


/* A notice there would leave open what hides: its place is passed over. */
static void
ln_choices_paragraph_leave(ln_choices_t *choices, unsigned index)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->pending && ln_choice_ends(choice, index)) {
            choice->pending = 0;
            choices->pending--;

            ln_choice_to_body(choices, choice);
        }
    }
}


int
ln_choices_paragraph_ended(ln_choices_t *choices, unsigned index)
{
    unsigned            i;
    const ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->decided && ln_choice_ends(choice, index)) {
            return 1;
        }
    }

    ln_choices_paragraph_leave(choices, index);

    return 0;
}
