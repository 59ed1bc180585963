/* An element has opened: whether it is a place of a notice. */

#include "html/placer/ln_choice_fit.h"
#include "html/placer/ln_choice_open.h"
#include "html/placer/ln_choice_paragraph.h"
#include "html/placer/ln_choice_root.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"


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


/* A notice in a p would end it in HTML: it goes beside it. */
static int
ln_choice_ends_p(const ln_tree_t *tree, unsigned index)
{
    return ln_element_is(&tree->stack[index], LN_TAG_P) && !tree->xml;
}


/*
 * The start tag of the element has ended the one before it, as `<li>` does.  A
 * notice between them ends that one first: LN_TAG_OTHER for none.  An <aside>
 * itself ends a p; between the parts of a table nothing can stand.
 */
static ln_tag_id_t
ln_choice_ended_first(const ln_tree_t *tree, unsigned index)
{
    return tree->popped_at != index || tree->popped == LN_TAG_P
           || tree->popped == LN_TAG_HEAD
           || (ln_tags[tree->popped].flags & LN_PART)
           ? LN_TAG_OTHER : tree->popped;
}


static void
ln_choice_end_first(ln_choice_t *choice, ln_tag_id_t ended)
{
    int  n;

    if (ended == LN_TAG_OTHER) {
        return;
    }

    n = snprintf(choice->closer, sizeof(choice->closer), "</%s>",
                 ln_tags[ended].name);

    choice->closer_len = (unsigned) n;
}


/* Whether the notice would end what it stands in: see ln_choice_fit.h. */
static int
ln_choice_misfits(const ln_choices_t *choices, const ln_choice_t *choice,
    unsigned index, ln_place_position_t position)
{
    int  p;

    if (choice->contains == 0) {
        return 0;
    }

    p = ln_choice_ends_p(choices->tree, index);

    switch (position) {

    case LN_PLACE_BEFORE:
        return ln_choice_unfit_before(choices, choice,
                                      ln_choice_ended_first(choices->tree,
                                                            index));

    case LN_PLACE_PREPEND:
        return p ? ln_choice_unfit_before(choices, choice, LN_TAG_OTHER)
                 : ln_choice_unfit(choices, choice, index);

    case LN_PLACE_APPEND:
        return ln_choice_unfit(choices, choice, index - (p && index));

    default:
        return index > 0 && ln_choice_unfit(choices, choice, index - 1);
    }
}


/* The element is one of the choice's places, unless it is barred yet. */
static void
ln_choice_freshen(ln_choices_t *choices, ln_choice_t *choice, unsigned rank,
    unsigned index, const ln_tag_t *tag, uint64_t at)
{
    ln_element_t  *e;

    choice->fresh = 1;
    choice->fresh_rank = rank;
    choice->fresh_at = at;

    if (choices->fresh == 0) {
        e = &choices->tree->stack[index];

        choices->fresh = index;
        choices->fresh_quick = e->quick;
        choices->fresh_at = tag->end;

        /* the next tag is to be told */

        e->quick = 0;
    }
}


/* An element of the place has opened: the limit is lowered if it will do. */
static void
ln_choice_take(ln_choices_t *choices, ln_choice_t *choice, unsigned rank,
    unsigned index, const ln_tag_t *tag, uint64_t at)
{
    ln_place_position_t  position;

    position = choice->list->places[rank].position;

    if (ln_choice_lost(choices, choice, index, position)
        || ln_choice_misfits(choices, choice, index, position))
    {
        return;
    }

    if (choice->fresh
        && (position == LN_PLACE_PREPEND || position == LN_PLACE_APPEND))
    {
        return;
    }

    switch (position) {

    case LN_PLACE_BEFORE:
        if (at < choices->floor
            || !ln_choice_beside(choices->tree, index, position))
        {
            return;
        }

        ln_choice_reach(choices, choice, rank, at, 0);
        ln_choice_note_paragraph(choices, choice, index);
        ln_choice_end_first(choice,
                            ln_choice_ended_first(choices->tree, index));
        return;

    case LN_PLACE_PREPEND:
        if (tag != NULL && !ln_choice_ends_p(choices->tree, index)) {
            at = tag->end;
        }

        if (at < choices->floor
            || !ln_choice_within(choices->tree, index, position))
        {
            return;
        }

        if (tag != NULL && !ln_choice_ends_p(choices->tree, index)
            && ln_hider_may_host(choices->tree, index))
        {
            ln_choice_freshen(choices, choice, rank, index, tag, at);
            return;
        }

        ln_choice_reach(choices, choice, rank, at, 0);
        ln_choice_note_paragraph(choices, choice,
                                 index + (tag && at == tag->end));
        return;

    case LN_PLACE_APPEND:
        if (!ln_choice_within(choices->tree, index, position)) {
            return;
        }

        if (ln_choice_ends_p(choices->tree, index)) {
            position = LN_PLACE_AFTER;

        } else if (tag != NULL && ln_hider_may_host(choices->tree, index)) {
            ln_choice_freshen(choices, choice, rank, index, tag, tag->end);
            return;
        }

        break;

    case LN_PLACE_AFTER:
        if (!ln_choice_beside(choices->tree, index, position)) {
            return;
        }

        break;
    }

    ln_choice_watch(choices, choice, rank, position, index);
}


void
ln_choices_open(ln_choices_t *choices, unsigned index, const ln_tag_t *tag,
    uint64_t at)
{
    int            lost;
    unsigned       i, r;
    ln_choice_t   *choice;
    ln_element_t  *e;

    ln_match_push(&choices->match, index);

    e = &choices->tree->stack[index];

    if (choices->hydrated && !choices->tree->again) {
        ln_choices_roots(choices, index, tag);
    }

    if (e->inert
        || (index != 1 && choices->subjects[e->id] != LN_QUICK_TOLD))
    {
        return;
    }

    /* what opens again has been there; behind what hides, nothing is shown */

    lost = (tag != NULL && tag->opaque) || choices->tree->again
           || ln_formatting_hides(choices->tree);

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->decided) {
            continue;
        }

        for (r = 0; r < choice->limit && r < choice->list->nplaces; r++) {

            if (choice->matchers[r].selector != NULL
                && ln_match_element(&choices->match, &choice->matchers[r],
                                    index, tag == NULL)
                && !lost)
            {
                ln_choice_take(choices, choice, r, index, tag, at);
            }
        }

        if (choice->limit > choice->list->nplaces && index == 1
            && (ln_element_is(e, LN_TAG_BODY)
                || (choice->head && tag != NULL && !tag->opaque
                    && ln_element_is(e, LN_TAG_HEAD))))
        {
            ln_choice_watch(choices, choice, choice->list->nplaces,
                            LN_PLACE_APPEND, index);
        }
    }
}
