#include "html/placer/ln_choice.h"
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

    choices->known |= hydrated->known;
    choices->hydrated |= hydrated->known || hydrated->selector != NULL;

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

    memset(&size, 0, sizeof(ln_match_size_t));

    for (i = 0; i < n; i++) {
        if (ln_choice_init(choices, alloc, &size, &choices->choices[i],
                           &lists[i], &hydrated[i])
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    if (choices->known) {
        ln_roots_init(&choices->roots, tokenizer, choices->subjects);
    }

    ln_quick_quiet(tree, choices->subjects);

    return LN_OK;
}


static void
ln_choice_decide(ln_choices_t *choices, ln_choice_t *choice)
{
    if (choice->pending) {
        choice->pending = 0;
        choices->pending--;
    }

    choice->open = 0;
    choice->decided = 1;
    choices->undecided--;
}


static void
ln_choice_watch(ln_choices_t *choices, ln_choice_t *choice, unsigned rank,
    ln_place_position_t position, unsigned index)
{
    if (choice->pending) {
        choice->pending = 0;
        choices->pending--;
    }

    choice->open = 1;
    choice->limit = rank;
    choice->rank = rank;
    choice->position = position;
    choice->index = index;

    choices->tree->stack[index].watched = 1;
    choices->tree->stack[index].quick &= LN_ELEMENT_QUICK;
}


void
ln_choice_reach(ln_choices_t *choices, ln_choice_t *choice, unsigned rank,
    uint64_t offset, int at_end)
{
    if (!choice->pending) {
        choice->pending = 1;
        choices->pending++;
    }

    choice->open = 0;
    choice->limit = rank;
    choice->rank = rank;
    choice->offset = offset;
    choice->closer_len = 0;
    choice->at_end = (at_end != 0);

    if (rank == 0 && !at_end) {
        ln_choice_decide(choices, choice);
    }
}


void
ln_choices_expire(ln_choices_t *choices, uint64_t end)
{
    unsigned      i;
    ln_choice_t  *choice;

    if (choices->pending == 0) {
        return;
    }

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->pending && end > choice->offset + choices->hold) {
            ln_choice_decide(choices, choice);
        }
    }
}


/* Whether a script owns the element at index: it is in a root, or is one. */
static int
ln_choice_owned(const ln_choices_t *choices, const ln_choice_t *choice,
    unsigned index)
{
    return choice->root <= index && choice->root < choices->tree->depth
           && choices->tree->stack[choice->root].owned;
}


int
ln_choice_inside_root(const ln_choices_t *choices, const ln_choice_t *choice)
{
    if (choices->tree->phase < LN_PHASE_BODY) {
        return choice->known
               && ln_root_document(&choices->roots);
    }

    return choices->tree->depth > 0
           && ln_choice_owned(choices, choice, choices->tree->depth - 1);
}


/*
 * Whether a script would take out a notice there, beside the element or within
 * it.  What stands at the body's end stays, also where the root is the body.
 */
static int
ln_choice_lost(const ln_choices_t *choices, const ln_choice_t *choice,
    unsigned index, ln_place_position_t position)
{
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


/* Whether a notice can be written beside the element, and be seen there. */
static int
ln_choice_beside(const ln_tree_t *tree, unsigned index,
    ln_place_position_t position)
{
    const ln_element_t  *e;

    e = &tree->stack[index];

    if (index == 0) {
        return position == LN_PLACE_AFTER;
    }

    /* before a head a notice would put all of it into the body */

    if (position == LN_PLACE_BEFORE && ln_element_is(e, LN_TAG_HEAD)) {
        return 0;
    }

    return !tree->stack[index - 1].hidden;
}


static int
ln_choice_within(const ln_tree_t *tree, unsigned index,
    ln_place_position_t position)
{
    const ln_element_t  *e;

    e = &tree->stack[index];

    if (e->hidden
        || (e->ns == LN_NS_HTML && (ln_tags[e->id].flags & LN_VOID)))
    {
        return 0;
    }

    return position == LN_PLACE_APPEND || index > 0;
}


/* An element of the place has opened: whether it will do. */
static int
ln_choice_take(ln_choices_t *choices, ln_choice_t *choice, unsigned rank,
    unsigned index, const ln_tag_t *tag, uint64_t at)
{
    ln_place_position_t  position;

    position = choice->list->places[rank].position;

    if (choices->hydrated && ln_choice_lost(choices, choice, index, position)) {
        return 0;
    }

    switch (position) {

    case LN_PLACE_BEFORE:
        if (!ln_choice_beside(choices->tree, index, position)) {
            return 0;
        }

        ln_choice_reach(choices, choice, rank, at, 0);
        return 1;

    case LN_PLACE_PREPEND:
        if (!ln_choice_within(choices->tree, index, position)) {
            return 0;
        }

        ln_choice_reach(choices, choice, rank, tag != NULL ? tag->end : at,
                        0);
        return 1;

    case LN_PLACE_APPEND:
        if (!ln_choice_within(choices->tree, index, position)) {
            return 0;
        }

        break;

    case LN_PLACE_AFTER:
        if (!ln_choice_beside(choices->tree, index, position)) {
            return 0;
        }

        break;
    }

    ln_choice_watch(choices, choice, rank, position, index);

    return 1;
}


/* An element has opened: for which notices it is a root. */
static void
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
ln_choices_open(ln_choices_t *choices, unsigned index, const ln_tag_t *tag,
    uint64_t at)
{
    int            opaque;
    unsigned       i, r;
    ln_choice_t   *choice;
    ln_element_t  *e;

    ln_match_push(&choices->match, index);

    e = &choices->tree->stack[index];

    if (choices->hydrated) {
        ln_choices_roots(choices, index, tag);
    }

    if (e->inert || (index != 1 && choices->subjects[e->id] != LN_QUICK_TOLD))
    {
        return;
    }

    opaque = (tag != NULL && tag->opaque);

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->decided) {
            continue;
        }

        for (r = 0; r < choice->limit && r < choice->list->nplaces; r++) {

            if (choice->matchers[r].selector != NULL
                && ln_match_element(&choices->match, &choice->matchers[r],
                                    index, tag == NULL)
                && !opaque
                && ln_choice_take(choices, choice, r, index, tag, at))
            {
                break;
            }
        }

        if (choice->limit > choice->list->nplaces
            && index == 1 && ln_element_is(e, LN_TAG_BODY))
        {
            ln_choice_watch(choices, choice, choice->list->nplaces,
                            LN_PLACE_APPEND, index);
        }
    }
}


/* After the head a notice would be the first thing in the body. */
static int
ln_choice_heads_body(const ln_choices_t *choices, const ln_choice_t *choice,
    unsigned index)
{
    return choice->position == LN_PLACE_AFTER
           && ln_element_is(&choices->tree->stack[index], LN_TAG_HEAD)
           && (ln_choice_owned(choices, choice, index)
               || (choice->known
                   && ln_root_document(&choices->roots)));
}


void
ln_choices_close(ln_choices_t *choices, unsigned index, uint64_t append,
    uint64_t after)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (!choice->open || choice->index != index) {
            continue;
        }

        if (choices->hydrated && ln_choice_heads_body(choices, choice, index)) {
            choice->open = 0;
            choice->limit = choice->list->nplaces + 1;

        } else {
            ln_choice_reach(choices, choice, choice->rank,
                            choice->position == LN_PLACE_APPEND ? append
                                                                : after, 0);
        }
    }
}


void
ln_choices_removed(ln_choices_t *choices, unsigned index)
{
    unsigned      i;
    ln_choice_t  *choice;

    ln_match_remove(&choices->match, index);

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->open && choice->index > index) {
            choice->index--;
        }

        if (choice->root == index) {
            choice->root = LN_STACK_DEPTH;

        } else if (choice->root > index && choice->root < LN_STACK_DEPTH) {
            choice->root--;
        }
    }
}


/*
 * Body, html and what has been left open stay on the stack after these tags:
 * more may come, and then the place is open again.
 */
void
ln_choices_ended(ln_choices_t *choices, const ln_tag_t *tag)
{
    int           own;
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (!choice->open || (choice->index == 0 && tag->id != LN_TAG_HTML)) {
            continue;
        }

        own = choice->position == LN_PLACE_AFTER
              && choice->index == (tag->id == LN_TAG_HTML ? 0 : 1)
              && !tag->opaque;

        ln_choice_reach(choices, choice, choice->rank,
                        own ? tag->end : tag->start, !own);
    }
}


void
ln_choices_reopened(ln_choices_t *choices)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->pending && choice->at_end) {
            choice->pending = 0;
            choice->open = 1;
            choices->pending--;
        }
    }
}


void
ln_choices_finish(ln_choices_t *choices, uint64_t offset, ln_str_t closer)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->decided) {
            continue;
        }

        if (!choice->pending) {

            if (!choice->open
                || (closer.len && choice->rank == choice->list->nplaces))
            {
                choice->rank = choice->list->nplaces + 1;
            }

            choice->offset = offset;
            choice->closer_len = (unsigned) closer.len;
            memcpy(choice->closer, closer.data, closer.len);
        }

        ln_choice_decide(choices, choice);
    }
}


void
ln_choices_closer(ln_choices_t *choices, uint64_t offset, ln_str_t closer)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if ((choice->pending || choice->decided) && !choice->given
            && choice->offset == offset && choice->closer_len == 0)
        {
            choice->closer_len = (unsigned) closer.len;
            memcpy(choice->closer, closer.data, closer.len);
        }
    }
}


uint64_t
ln_choices_frontier(const ln_choices_t *choices, uint64_t next)
{
    unsigned            i;
    const ln_choice_t  *choice;

    if (choices->pending == 0) {
        return next;
    }

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->pending && choice->offset < next) {
            next = choice->offset;
        }
    }

    return next;
}
