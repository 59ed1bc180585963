#include "html/placer/ln_choice.h"


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


void
ln_choices_expire_all(ln_choices_t *choices)
{
    unsigned  i;

    for (i = 0; i < choices->n; i++) {
        if (choices->choices[i].pending) {
            ln_choice_decide(choices, &choices->choices[i]);
        }
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

    switch (position) {

    case LN_PLACE_BEFORE:
        if (at < choices->floor
            || !ln_choice_beside(choices->tree, index, position))
        {
            return 0;
        }

        ln_choice_reach(choices, choice, rank, at, 0);
        return 1;

    case LN_PLACE_PREPEND:
        if (tag != NULL) {
            at = tag->end;
        }

        if (at < choices->floor
            || !ln_choice_within(choices->tree, index, position))
        {
            return 0;
        }

        ln_choice_reach(choices, choice, rank, at, 0);
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

    if (e->inert || (index != 1 && !choices->subjects[e->id])) {
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


/*
 * The tag that ends the element has begun before the floor.  Behind an end tag
 * the notice stands beside the element; behind a start tag it would stand in
 * another element, so that the end of the parent is waited for.
 */
static void
ln_choice_end_passed(ln_choices_t *choices, ln_choice_t *choice,
    unsigned index)
{
    const ln_tag_t  *tag;

    tag = choices->tree->tag;

    if (tag->closing || index == 0) {
        ln_choice_reach(choices, choice, choice->rank, tag->end, 0);

    } else {
        ln_choice_watch(choices, choice, choice->rank, LN_PLACE_APPEND,
                        index - 1);
    }
}


void
ln_choices_close(ln_choices_t *choices, unsigned index, uint64_t append,
    uint64_t after)
{
    uint64_t      at;
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (!choice->open || choice->index != index) {
            continue;
        }

        at = choice->position == LN_PLACE_APPEND ? append : after;

        if (at < choices->floor) {
            ln_choice_end_passed(choices, choice, index);

        } else {
            ln_choice_reach(choices, choice, choice->rank, at, 0);
        }
    }
}


void
ln_choices_removed(ln_choices_t *choices, unsigned index)
{
    unsigned  i;

    ln_match_remove(&choices->match, index);

    for (i = 0; i < choices->n; i++) {
        if (choices->choices[i].open && choices->choices[i].index > index) {
            choices->choices[i].index--;
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
        own |= tag->start < choices->floor;

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
