/*
 * Places in a p.  A notice is an <aside>, whose start tag ends the p and what
 * is open in it: what their own ends would close stays open in a browser.
 */

#ifndef LN_CHOICE_PARAGRAPH_H
#define LN_CHOICE_PARAGRAPH_H

#include "html/placer/ln_choice.h"


/*
 * The choice has been reached, in what is open below that index: notes what its
 * notice ends.
 */
void ln_choice_note_paragraph(ln_choices_t *choices, ln_choice_t *choice,
    unsigned below);

/*
 * The element at index closes; has left the stack below others; has been put
 * below others.
 */
void ln_choices_paragraph_closed(ln_choices_t *choices, unsigned index);
void ln_choices_paragraph_removed(ln_choices_t *choices, unsigned index);
void ln_choices_paragraph_raised(ln_choices_t *choices, unsigned index);

/*
 * The element at index would close, and what hides in it with it: 1 if a notice
 * has ended it before that.  One that is still pending goes elsewhere instead.
 */
int ln_choices_paragraph_ended(ln_choices_t *choices, unsigned index);


#endif
