#include "html/placer/ln_choice.h"
#include "html/placer/ln_choice_closer.h"
#include "html/placer/ln_choice_fit.h"
#include "html/placer/ln_choice_paragraph.h"
#include "html/placer/ln_choice_root.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"


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


void
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


/* A place may have been decided by a text: none has been given. */
void
ln_choices_nowhere(ln_choices_t *choices)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (!choice->decided) {
            ln_choice_decide(choices, choice);
        }

        if (!choice->given) {
            choice->rank = LN_CHOICE_NOWHERE;
            choice->offset = 0;
            choice->closer_len = 0;
        }
    }
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
    choice->within = 0;
    choice->at_end = (at_end != 0);

    if (rank == 0 && !at_end) {
        ln_choice_decide(choices, choice);
    }
}


/* It is known whether the fresh element is barred: its places are taken. */
void
ln_choices_settle(ln_choices_t *choices)
{
    unsigned             i, rank, index;
    ln_choice_t         *choice;
    ln_element_t        *e;
    ln_place_position_t  position;

    index = choices->fresh;

    if (index == 0) {
        return;
    }

    choices->fresh = 0;

    e = &choices->tree->stack[index];

    if (!e->hidden) {
        e->quick = choices->fresh_quick;

        if (e->watched) {

            /* since then, for another notice */

            e->quick &= LN_ELEMENT_QUICK;
        }
    }

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];
        rank = choice->fresh_rank;

        if (!choice->fresh) {
            continue;
        }

        choice->fresh = 0;

        if (e->hidden || choice->decided || rank >= choice->limit) {
            continue;
        }

        position = choice->list->places[rank].position;

        if (position == LN_PLACE_PREPEND) {
            ln_choice_reach(choices, choice, rank, choice->fresh_at, 0);
            ln_choice_note_paragraph(choices, choice, index + 1);

        } else {
            ln_choice_watch(choices, choice, rank, position, index);
        }
    }
}


void
ln_choices_tag(ln_choices_t *choices, const ln_tag_t *tag)
{
    unsigned           child;
    const ln_hider_t  *hider;

    child = choices->fresh + 1;

    if (choices->fresh == 0 || choices->tree->depth < child) {
        return;
    }

    if (choices->tree->depth > child) {

        /* in its shadow root; or in formatting that has opened again in it */

        if (!ln_element_is(&choices->tree->stack[child], LN_TAG_TEMPLATE)) {
            ln_choices_settle(choices);
        }

        return;
    }

    hider = ln_hider_find(choices->tree, choices->fresh);

    if (!ln_hider_shadow_root(choices->tree, tag) || (hider && hider->host)) {
        ln_choices_settle(choices);
    }
}


void
ln_choices_expire(ln_choices_t *choices, uint64_t end)
{
    unsigned      i;
    ln_choice_t  *choice;

    if (choices->fresh && end > choices->fresh_at + choices->hold) {
        ln_choices_settle(choices);
    }

    if (choices->pending == 0) {
        return;
    }

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (!choice->pending || end <= choice->offset + choices->hold) {
            continue;
        }

        /* a better place has begun in that time, if it is not barred */

        if (choice->fresh) {
            ln_choices_settle(choices);
        }

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


void
ln_choice_to_body(ln_choices_t *choices, ln_choice_t *choice)
{
    choice->open = 0;
    choice->limit = choice->list->nplaces + !choice->no_fallback;

    if (!choice->no_fallback
        && ln_element_is(&choices->tree->stack[1], LN_TAG_BODY))
    {
        ln_choice_watch(choices, choice, choice->list->nplaces,
                        LN_PLACE_APPEND, 1);
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


/* Whether formatting hides its end, and not just until the end of a cell. */
static int
ln_choice_is_covered(const ln_choices_t *choices, const ln_choice_t *choice)
{
    if (choice->index < choices->stuck) {
        return 1;
    }

    return ln_formatting_hides(choices->tree)
           && !(choice->position == LN_PLACE_APPEND
                && ln_formatting_marks(&choices->tree->stack[choice->index]));
}


void
ln_choices_close(ln_choices_t *choices, unsigned index, uint64_t append,
    uint64_t after)
{
    int           table;
    uint64_t      at;
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (!choice->open || choice->index != index) {
            continue;
        }

        if (ln_choice_heads_root(choices, choice)) {
            choice->open = 0;
            choice->limit = choice->list->nplaces + 1;
            continue;
        }

        at = choice->position == LN_PLACE_APPEND ? append : after;

        if (ln_choice_is_covered(choices, choice)
            || ln_choice_unfit_end(choices, choice, at))
        {
            ln_choice_to_body(choices, choice);
            continue;
        }

        table = choice->position == LN_PLACE_AFTER && append == after
                && !choices->tree->tag->closing
                && ln_element_is(&choices->tree->stack[index], LN_TAG_TABLE);

        if (at < choices->floor) {
            ln_choice_end_passed(choices, choice, index);

        } else {
            ln_choice_reach(choices, choice, choice->rank, at, 0);
            ln_choice_note_paragraph(choices, choice, index);
        }

        /* what stands in a table would be shown before it */

        if (table && choice->offset == at) {
            choice->closer_len = sizeof("</table>") - 1;
            memcpy(choice->closer, "</table>", sizeof("</table>") - 1);
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

        ln_choice_root_removed(choice, index);
    }
}


void
ln_choices_raised(ln_choices_t *choices, unsigned index)
{
    unsigned      i;
    ln_choice_t  *choice;

    ln_match_raise(&choices->match, index);

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        choice->index += (choice->open && choice->index >= index);
        choice->root += (choice->root >= index
                         && choice->root < LN_STACK_DEPTH);
    }
}


/*
 * What has been passed on can't be changed: a choice in the element waits for
 * the end of the body.
 */
void
ln_choices_barred(ln_choices_t *choices, unsigned index)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (!choice->open || choice->rank >= choice->list->nplaces
            || choice->index < index
            || (choice->index == index && choice->position == LN_PLACE_AFTER))
        {
            continue;
        }

        ln_choice_to_body(choices, choice);
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
              && !tag->opaque && !choices->covered;
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

    ln_choices_settle(choices);

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->decided) {
            continue;
        }

        if (!choice->pending) {

            if (!choice->open && choice->no_fallback) {
                choice->rank = LN_CHOICE_NOWHERE;
                choice->offset = offset;
                ln_choice_decide(choices, choice);
                continue;
            }

            if (!choice->open
                || (closer.len && choice->rank == choice->list->nplaces))
            {
                choice->rank = choice->list->nplaces + 1;
            }

            choice->offset = offset;
            ln_choice_close_with(choice, closer);
            ln_choice_fit(choices, choice);
        }

        ln_choice_decide(choices, choice);
    }
}
