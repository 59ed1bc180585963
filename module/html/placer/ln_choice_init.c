/* What the choices of a page's notices begin with. */

#include "html/placer/ln_choice_init.h"
#include "html/stack/ln_quick.h"


/* Elements of which ids the selector may match, or needs to be told of. */
static void
ln_choices_subjects(ln_choices_t *choices, const ln_selector_t *selector)
{
    unsigned              i;
    const ln_complex_t   *complex;
    const ln_compound_t  *subject;

    for (i = 0; i < selector->ncomplexes; i++) {
        complex = &selector->complexes[i];
        subject = &complex->compounds[complex->ncompounds - 1];

        if (complex->ncompounds == 1 && subject->type
            && selector->ncounted == 0)
        {
            choices->subjects[subject->id] = 1;

        } else {
            memset(choices->subjects, 1, LN_TAG_MAX);
        }
    }
}


int
ln_choices_init(ln_choices_t *choices, const ln_alloc_t *alloc,
    const ln_place_list_t *lists, unsigned n, ln_tree_t *tree,
    ln_attributes_t *attributes)
{
    unsigned         i, r;
    ln_choice_t     *choice;
    ln_match_size_t  size;

    memset(&size, 0, sizeof(ln_match_size_t));

    for (i = 0; i < n; i++) {
        for (r = 0; r < lists[i].nplaces; r++) {
            if (lists[i].places[r].selector != NULL) {
                ln_match_measure(&size, lists[i].places[r].selector);
            }
        }
    }

    choices->n = n;
    choices->undecided = n;
    choices->tree = tree;
    choices->choices = ln_calloc(alloc, n * sizeof(ln_choice_t) + 1);

    if (choices->choices == NULL
        || ln_attributes_init(attributes, alloc, size.names) != LN_OK
        || ln_match_init(&choices->match, alloc, &size, tree, attributes)
           != LN_OK)
    {
        return LN_ERROR;
    }

    memset(&size, 0, sizeof(ln_match_size_t));

    for (i = 0; i < n; i++) {
        choice = &choices->choices[i];
        choice->list = &lists[i];
        choice->limit = lists[i].nplaces + 1;
        choice->matchers = ln_calloc(alloc, lists[i].nplaces
                                            * sizeof(ln_matcher_t) + 1);
        if (choice->matchers == NULL) {
            return LN_ERROR;
        }

        for (r = 0; r < lists[i].nplaces; r++) {
            if (lists[i].places[r].selector != NULL
                && ln_match_add(&choices->match, alloc, &size,
                                &choice->matchers[r],
                                lists[i].places[r].selector)
                   != LN_OK)
            {
                return LN_ERROR;
            }

            if (lists[i].places[r].selector != NULL) {
                ln_choices_subjects(choices, lists[i].places[r].selector);
            }
        }
    }

    ln_quick_quiet(tree, choices->subjects);

    return LN_OK;
}
