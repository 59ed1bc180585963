#include "html/placer/ln_choice.h"


/* Elements of which ids the selector may match, or needs to be told of. */
static void
ln_notices_subjects(ln_notices_t *notices, const ln_selector_t *selector)
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
            notices->subjects[subject->id] = 1;

        } else {
            memset(notices->subjects, 1, LN_TAG_MAX);
        }
    }
}


int
ln_notices_init(ln_notices_t *notices, const ln_alloc_t *alloc,
    const ln_place_list_t *lists, unsigned n, ln_tree_t *tree,
    ln_attributes_t *attributes)
{
    unsigned          i, r;
    ln_notice_t      *notice;
    ln_match_size_t   size;

    memset(&size, 0, sizeof(ln_match_size_t));

    for (i = 0; i < n; i++) {
        for (r = 0; r < lists[i].nplaces; r++) {
            if (lists[i].places[r].selector != NULL) {
                ln_match_measure(&size, lists[i].places[r].selector);
            }
        }
    }

    notices->n = n;
    notices->undecided = n;
    notices->tree = tree;
    notices->notices = ln_calloc(alloc, n * sizeof(ln_notice_t) + 1);

    if (notices->notices == NULL
        || ln_attributes_init(attributes, alloc, size.names) != LN_OK
        || ln_match_init(&notices->match, alloc, &size, tree, attributes)
           != LN_OK)
    {
        return LN_ERROR;
    }

    memset(&size, 0, sizeof(ln_match_size_t));

    for (i = 0; i < n; i++) {
        notice = &notices->notices[i];
        notice->list = &lists[i];
        notice->limit = lists[i].nplaces + 1;
        notice->matchers = ln_calloc(alloc, lists[i].nplaces
                                            * sizeof(ln_matcher_t) + 1);
        if (notice->matchers == NULL) {
            return LN_ERROR;
        }

        for (r = 0; r < lists[i].nplaces; r++) {
            if (lists[i].places[r].selector != NULL
                && ln_match_add(&notices->match, alloc, &size,
                                &notice->matchers[r],
                                lists[i].places[r].selector)
                   != LN_OK)
            {
                return LN_ERROR;
            }

            if (lists[i].places[r].selector != NULL) {
                ln_notices_subjects(notices, lists[i].places[r].selector);
            }
        }
    }

    ln_tree_quiet(tree, notices->subjects);

    return LN_OK;
}


static void
ln_notice_decide(ln_notices_t *notices, ln_notice_t *notice)
{
    if (notice->pending) {
        notice->pending = 0;
        notices->pending--;
    }

    notice->open = 0;
    notice->decided = 1;
    notices->undecided--;
}


static void
ln_notice_watch(ln_notices_t *notices, ln_notice_t *notice, unsigned rank,
    ln_place_position_t position, unsigned index)
{
    if (notice->pending) {
        notice->pending = 0;
        notices->pending--;
    }

    notice->open = 1;
    notice->limit = rank;
    notice->rank = rank;
    notice->position = position;
    notice->index = index;

    notices->tree->stack[index].watched = 1;
    notices->tree->stack[index].quick &= LN_ELEMENT_QUICK;
}


void
ln_notice_reach(ln_notices_t *notices, ln_notice_t *notice, unsigned rank,
    uint64_t offset, int at_end)
{
    if (!notice->pending) {
        notice->pending = 1;
        notices->pending++;
    }

    notice->open = 0;
    notice->limit = rank;
    notice->rank = rank;
    notice->offset = offset;
    notice->closer_len = 0;
    notice->at_end = (at_end != 0);

    if (rank == 0 && !at_end) {
        ln_notice_decide(notices, notice);
    }
}


void
ln_notices_expire(ln_notices_t *notices, uint64_t end)
{
    unsigned      i;
    ln_notice_t  *notice;

    if (notices->pending == 0) {
        return;
    }

    for (i = 0; i < notices->n; i++) {
        notice = &notices->notices[i];

        if (notice->pending && end > notice->offset + notices->hold) {
            ln_notice_decide(notices, notice);
        }
    }
}


/* Whether a notice can be written beside the element, and be seen there. */
static int
ln_notice_beside(const ln_tree_t *tree, unsigned index,
    ln_place_position_t position)
{
    const ln_element_t  *e;

    e = &tree->stack[index];

    if (index == 0) {
        return position == LN_PLACE_AFTER;
    }

    /* before a head a notice would put all of it into the body */

    if (position == LN_PLACE_BEFORE && ln_tree_is(e, LN_TAG_HEAD)) {
        return 0;
    }

    return !tree->stack[index - 1].hidden;
}


static int
ln_notice_within(const ln_tree_t *tree, unsigned index,
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
ln_notice_take(ln_notices_t *notices, ln_notice_t *notice, unsigned rank,
    unsigned index, const ln_tag_t *tag, uint64_t at)
{
    ln_place_position_t  position;

    position = notice->list->places[rank].position;

    switch (position) {

    case LN_PLACE_BEFORE:
        if (!ln_notice_beside(notices->tree, index, position)) {
            return 0;
        }

        ln_notice_reach(notices, notice, rank, at, 0);
        return 1;

    case LN_PLACE_PREPEND:
        if (!ln_notice_within(notices->tree, index, position)) {
            return 0;
        }

        ln_notice_reach(notices, notice, rank, tag != NULL ? tag->end : at,
                        0);
        return 1;

    case LN_PLACE_APPEND:
        if (!ln_notice_within(notices->tree, index, position)) {
            return 0;
        }

        break;

    case LN_PLACE_AFTER:
        if (!ln_notice_beside(notices->tree, index, position)) {
            return 0;
        }

        break;
    }

    ln_notice_watch(notices, notice, rank, position, index);

    return 1;
}


void
ln_notices_open(ln_notices_t *notices, unsigned index, const ln_tag_t *tag,
    uint64_t at)
{
    int            opaque;
    unsigned       i, r;
    ln_notice_t   *notice;
    ln_element_t  *e;

    ln_match_push(&notices->match, index);

    e = &notices->tree->stack[index];

    if (e->inert || (index != 1 && !notices->subjects[e->id])) {
        return;
    }

    opaque = (tag != NULL && tag->opaque);

    for (i = 0; i < notices->n; i++) {
        notice = &notices->notices[i];

        if (notice->decided) {
            continue;
        }

        for (r = 0; r < notice->limit && r < notice->list->nplaces; r++) {

            if (notice->matchers[r].selector != NULL
                && ln_match_element(&notices->match, &notice->matchers[r],
                                    index, tag == NULL)
                && !opaque
                && ln_notice_take(notices, notice, r, index, tag, at))
            {
                break;
            }
        }

        if (notice->limit > notice->list->nplaces
            && index == 1 && ln_tree_is(e, LN_TAG_BODY))
        {
            ln_notice_watch(notices, notice, notice->list->nplaces,
                            LN_PLACE_APPEND, index);
        }
    }
}


void
ln_notices_close(ln_notices_t *notices, unsigned index, uint64_t append,
    uint64_t after)
{
    unsigned      i;
    ln_notice_t  *notice;

    for (i = 0; i < notices->n; i++) {
        notice = &notices->notices[i];

        if (notice->open && notice->index == index) {
            ln_notice_reach(notices, notice, notice->rank,
                            notice->position == LN_PLACE_APPEND ? append
                                                                : after, 0);
        }
    }
}


void
ln_notices_removed(ln_notices_t *notices, unsigned index)
{
    unsigned  i;

    ln_match_remove(&notices->match, index);

    for (i = 0; i < notices->n; i++) {
        if (notices->notices[i].open && notices->notices[i].index > index) {
            notices->notices[i].index--;
        }
    }
}


/*
 * Body, html and what has been left open stay on the stack after these tags:
 * more may come, and then the place is open again.
 */
void
ln_notices_ended(ln_notices_t *notices, const ln_tag_t *tag)
{
    int           own;
    unsigned      i;
    ln_notice_t  *notice;

    for (i = 0; i < notices->n; i++) {
        notice = &notices->notices[i];

        if (!notice->open || (notice->index == 0 && tag->id != LN_TAG_HTML)) {
            continue;
        }

        own = notice->position == LN_PLACE_AFTER
              && notice->index == (tag->id == LN_TAG_HTML ? 0 : 1)
              && !tag->opaque;

        ln_notice_reach(notices, notice, notice->rank,
                        own ? tag->end : tag->start, !own);
    }
}


void
ln_notices_reopened(ln_notices_t *notices)
{
    unsigned      i;
    ln_notice_t  *notice;

    for (i = 0; i < notices->n; i++) {
        notice = &notices->notices[i];

        if (notice->pending && notice->at_end) {
            notice->pending = 0;
            notice->open = 1;
            notices->pending--;
        }
    }
}


void
ln_notices_finish(ln_notices_t *notices, uint64_t offset, ln_str_t closer)
{
    unsigned      i;
    ln_notice_t  *notice;

    for (i = 0; i < notices->n; i++) {
        notice = &notices->notices[i];

        if (notice->decided) {
            continue;
        }

        if (!notice->pending) {

            if (!notice->open
                || (closer.len && notice->rank == notice->list->nplaces))
            {
                notice->rank = notice->list->nplaces + 1;
            }

            notice->offset = offset;
            notice->closer_len = (unsigned) closer.len;
            memcpy(notice->closer, closer.data, closer.len);
        }

        ln_notice_decide(notices, notice);
    }
}


void
ln_notices_closer(ln_notices_t *notices, uint64_t offset, ln_str_t closer)
{
    unsigned      i;
    ln_notice_t  *notice;

    for (i = 0; i < notices->n; i++) {
        notice = &notices->notices[i];

        if ((notice->pending || notice->decided) && !notice->given
            && notice->offset == offset && notice->closer_len == 0)
        {
            notice->closer_len = (unsigned) closer.len;
            memcpy(notice->closer, closer.data, closer.len);
        }
    }
}


uint64_t
ln_notices_frontier(const ln_notices_t *notices, uint64_t next)
{
    unsigned            i;
    const ln_notice_t  *notice;

    if (notices->pending == 0) {
        return next;
    }

    for (i = 0; i < notices->n; i++) {
        notice = &notices->notices[i];

        if (notice->pending && notice->offset < next) {
            next = notice->offset;
        }
    }

    return next;
}
