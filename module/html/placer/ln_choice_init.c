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
            choices->subjects[subject->id] = LN_QUICK_TOLD;

        } else {
            memset(choices->subjects, LN_QUICK_TOLD, LN_TAG_MAX);
        }
    }
}


/* All selectors of a notice: those of its places, and those of roots. */
static void
ln_choices_measure(const ln_place_list_t *list, const ln_hydrated_t *hydrated,
    ln_match_size_t *size)
{
    unsigned  r;

    for (r = 0; r < list->nplaces; r++) {
        if (list->places[r].selector != NULL) {
            ln_match_measure(size, list->places[r].selector);
        }
    }

    if (hydrated->selector != NULL) {
        ln_match_measure(size, hydrated->selector);
    }
}


static int
ln_choices_selector(ln_choices_t *choices, const ln_alloc_t *alloc,
    ln_match_size_t *size, ln_matcher_t *matcher,
    const ln_selector_t *selector)
{
    if (selector == NULL) {
        return LN_OK;
    }

    ln_choices_subjects(choices, selector);

    return ln_match_add(&choices->match, alloc, size, matcher, selector);
}


static int
ln_choice_init(ln_choices_t *choices, const ln_alloc_t *alloc,
    ln_match_size_t *size, ln_choice_t *choice, const ln_place_list_t *list,
    const ln_hydrated_t *hydrated)
{
    unsigned  r;

    choice->list = list;
    choice->known = hydrated->known;
    choice->limit = list->nplaces + 1;
    choice->root = LN_STACK_DEPTH;

    choice->matchers = ln_calloc(alloc, list->nplaces * sizeof(ln_matcher_t)
                                        + 1);
    if (choice->matchers == NULL) {
        return LN_ERROR;
    }

    for (r = 0; r < list->nplaces; r++) {
        if (ln_choices_selector(choices, alloc, size, &choice->matchers[r],
                                list->places[r].selector)
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return ln_choices_selector(choices, alloc, size, &choice->hydrated,
                               hydrated->selector);
}


int
ln_choices_init(ln_choices_t *choices, const ln_alloc_t *alloc,
    const ln_place_list_t *lists, const ln_hydrated_t *hydrated, unsigned n,
    ln_tree_t *tree, ln_tokenizer_t *tokenizer)
{
    unsigned          i;
    ln_match_size_t   size;
    ln_attributes_t  *attributes;

    memset(&size, 0, sizeof(ln_match_size_t));

    for (i = 0; i < n; i++) {
        ln_choices_measure(&lists[i], &hydrated[i], &size);

        choices->known |= hydrated[i].known;
        choices->hydrated |= hydrated[i].known || hydrated[i].selector != NULL;
    }

    size.names += LN_ROOT_SLOTS;
    attributes = &tokenizer->attributes;

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

    if (choices->known) {
        ln_roots_init(&choices->roots, tokenizer, choices->subjects);
    }

    memset(&size, 0, sizeof(ln_match_size_t));

    for (i = 0; i < n; i++) {
        if (ln_choice_init(choices, alloc, &size, &choices->choices[i],
                           &lists[i], &hydrated[i])
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    ln_quick_quiet(tree, choices->subjects);

    return LN_OK;
}


void
ln_choices_contains(ln_choices_t *choices, unsigned notice, unsigned contains)
{
    choices->choices[notice].contains = contains;
    choices->contains |= contains;
}


void
ln_choices_no_fallback(ln_choices_t *choices, unsigned notice)
{
    choices->choices[notice].no_fallback = 1;
    choices->choices[notice].limit = choices->choices[notice].list->nplaces;
}


void
ln_choices_head(ln_choices_t *choices, unsigned notice)
{
    choices->choices[notice].head = 1;
}
