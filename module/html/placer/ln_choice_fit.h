/*
 * Where a parser leaves a notice and the page as they are written: a notice
 * with a link ends the link that it stands in, and so on.
 */

#ifndef LN_CHOICE_FIT_H
#define LN_CHOICE_FIT_H

#include "html/placer/ln_choice.h"


/*
 * A tag has been read, and the tree knows nothing of it yet: what stands before
 * the tag is judged by that.  Of no use unless choices->contains.
 */
void ln_choices_before(ln_choices_t *choices);

/*
 * 1 if the choice's notice would end an element that is open around it: before
 * the present tag, but behind an end tag of `ended`, if it is not LN_TAG_OTHER;
 * as the next thing in the element at index.
 */
int ln_choice_unfit_before(const ln_choices_t *choices,
    const ln_choice_t *choice, ln_tag_id_t ended);
int ln_choice_unfit(const ln_choices_t *choices, const ln_choice_t *choice,
    unsigned index);

/*
 * The same at `at`, where the element that the choice waits for has just ended.
 * What was left open in it counts.  The end of the body is always fit: there is
 * no better place.
 */
int ln_choice_unfit_end(const ln_choices_t *choices, const ln_choice_t *choice,
    uint64_t at);

/*
 * There the notice is written behind end tags of what it would end, which come
 * after those that are written anyway: of the choice; of all that the present
 * tag, `</body>` or the like, has brought there.
 */
void ln_choice_fit(const ln_choices_t *choices, ln_choice_t *choice);
void ln_choices_fit(ln_choices_t *choices);


#endif
