/* A page is released: what waits for more of it is decided. */

#include "html/placer/ln_choice_fit.h"
#include "html/placer/ln_placer_read.h"
#include "html/placer/ln_placer_release.h"


/*
 * Whether the end tag that has begun may be that of e: what is there of its
 * name is the beginning of e's name.
 */
static int
ln_release_names(const ln_placer_t *placer, const ln_element_t *e)
{
    const ln_tokenizer_t  *t;

    t = &placer->tokenizer;

    switch (t->state) {

    case LN_STATE_END_TAG_OPEN:
        return 1;

    case LN_STATE_NAME:
        return e->id != LN_TAG_OTHER && t->name_len <= ln_tags[e->id].len
               && memcmp(t->name, ln_tags[e->id].name, t->name_len) == 0;

    default:
        return e->key == t->tag.key;
    }
}


/*
 * The index of the element that the end tag which has begun will end: the
 * current one, or one in which all that is open may be left open.  0: that
 * cannot be told.
 */
static unsigned
ln_release_ends(const ln_placer_t *placer)
{
    unsigned             i;
    const ln_element_t  *e;

    for (i = placer->tree.depth; i > 1; i--) {
        e = &placer->tree.stack[i - 1];

        if (e->ns != LN_NS_HTML) {
            break;
        }

        if (ln_release_names(placer, e)) {
            return i - 1;
        }

        if (!(ln_tags[e->id].flags & LN_IMPLIED)) {
            break;
        }
    }

    return 0;
}


/* An end tag has begun: elements that it will end, end before it. */
static void
ln_release_end_tag(ln_placer_t *placer)
{
    unsigned         i, index;
    ln_choice_t     *choice;
    const ln_tag_t  *tag;

    tag = &placer->tokenizer.tag;

    if (!ln_placer_holds(placer) || tag->start < placer->choices.floor
        || placer->tokenizer.state < LN_STATE_END_TAG_OPEN || !tag->closing)
    {
        return;
    }

    index = ln_release_ends(placer);

    if (index == 0) {
        return;
    }

    for (i = 0; i < placer->choices.n; i++) {
        choice = &placer->choices.choices[i];

        if (choice->open && !ln_choice_unfit(&placer->choices, choice,
                                             placer->tree.depth - 1)
            && (choice->index > index
                || (choice->index == index
                    && choice->position == LN_PLACE_APPEND)))
        {
            ln_choice_reach(&placer->choices, choice, choice->rank, tag->start,
                            0);
        }
    }
}


/*
 * A text without a tag has places, too, but may be no page.  It goes without
 * its notices.  They go before the first tag, or else to the end of the body.
 */
static void
ln_release_unjudged(ln_placer_t *placer)
{
    unsigned      i;
    ln_choice_t  *choice;

    for (i = 0; i < placer->choices.n; i++) {
        choice = &placer->choices.choices[i];

        if (choice->given || !choice->decided) {
            continue;
        }

        choice->decided = 0;
        choice->late = 1;

        placer->choices.undecided++;
        placer->late = 1;

        ln_choice_watch(&placer->choices, choice, choice->rank,
                        LN_PLACE_APPEND, placer->tree.depth > 1);
    }
}


void
ln_placer_release(ln_placer_t *placer)
{
    ln_tokenizer_t  *t;

    t = &placer->tokenizer;

    if (placer->finished || t->stopped) {
        return;
    }

    ln_placer_read_release(placer);

    if (!placer->page.charset_settled) {
        return;
    }

    if (!t->stopped) {
        ln_choices_settle(&placer->choices);
        ln_release_end_tag(placer);
        ln_choices_expire_all(&placer->choices);

        if (ln_placer_unjudged(placer)) {
            ln_release_unjudged(placer);
        }

        placer->choices.floor = t->offset;
        t->stopped = ln_placer_settled(placer);
    }

    placer->page.exceeded = placer->window.exceeded;
}
