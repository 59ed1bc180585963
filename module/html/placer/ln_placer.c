/* The placer: what its callers see.  ln_placer_state.h has a page's way. */

#include "html/fast/ln_fast.h"
#include "html/placer/ln_choice_init.h"
#include "html/placer/ln_placer_handlers.h"
#include "html/placer/ln_placer_read.h"
#include "html/tree/ln_tree.h"


/* Which tags' attributes the selectors ask about. */
static void
ln_placer_want(ln_placer_t *placer, const ln_compound_t *compound)
{
    unsigned  i;

    if (compound->nconditions) {
        if (compound->type) {
            ln_tokenizer_want(&placer->tokenizer, compound->id);

        } else {
            ln_tokenizer_want_all(&placer->tokenizer);
        }
    }

    for (i = 0; i < compound->nnots; i++) {
        if (compound->nots[i].nconditions) {
            if (compound->type) {
                ln_tokenizer_want(&placer->tokenizer, compound->id);

            } else {
                ln_placer_want(placer, &compound->nots[i]);
            }
        }
    }
}


static void
ln_placer_want_selector(ln_placer_t *placer, const ln_selector_t *selector)
{
    unsigned             k, n;
    const ln_complex_t  *complex;

    for (k = 0; selector != NULL && k < selector->ncomplexes; k++) {
        complex = &selector->complexes[k];

        for (n = 0; n < complex->ncompounds; n++) {
            ln_placer_want(placer, &complex->compounds[n]);
        }
    }
}


static void
ln_placer_want_list(ln_placer_t *placer, const ln_place_list_t *list,
    const ln_hydrated_t *hydrated)
{
    unsigned  i;

    for (i = 0; i < list->nplaces; i++) {
        ln_placer_want_selector(placer, list->places[i].selector);
    }

    ln_placer_want_selector(placer, hydrated->selector);
}


static int
ln_placer_init(ln_placer_t *placer, const ln_alloc_t *alloc,
    const ln_place_list_t *lists, const ln_hydrated_t *hydrated, unsigned n)
{
    unsigned                  i;
    ln_tree_listener_t        elements;
    ln_window_listener_t      window;
    ln_tokenizer_listener_t   tokens;
    ln_code_units_listener_t  units;

    ln_placer_handlers(placer, &tokens, &elements);
    ln_placer_read_init(placer, &units, &window);

    ln_code_units_init(&placer->units, &units);

    ln_tokenizer_init(&placer->tokenizer);
    placer->tokenizer.listener = tokens;
    ln_tree_init(&placer->tree, &placer->tokenizer, &elements);

    if (ln_choices_init(&placer->choices, alloc, lists, hydrated, n,
                        &placer->tree, &placer->tokenizer)
        != LN_OK)
    {
        return LN_ERROR;
    }

    for (i = 0; i < n; i++) {
        ln_placer_want_list(placer, &lists[i], &hydrated[i]);
    }

    ln_fast_use(&placer->tokenizer, &placer->tree);
    placer->declared = LN_CHARSET_UNKNOWN;
    placer->page.encoding = LN_CHARSET_ASCII;
    placer->choices.hold = LN_PLACER_HOLD;
    placer->tokenizer.stopped = (n == 0);

    return ln_window_init(&placer->window, alloc, &placer->choices, &window);
}


_Static_assert(LN_PLACER_NOWHERE == LN_CHOICE_NOWHERE,
               "a placement has its choice's rank");


/*
 * What may stay unwritten comes last in the tokenizer, which comes first, and
 * in the tree.  So a page under way has few pages of memory.
 */

_Static_assert(offsetof(ln_placer_t, tokenizer) == 0
               && offsetof(ln_placer_t, choices) == sizeof(ln_tokenizer_t),
               "ln_placer_create() zeroes other fields than it should");

_Static_assert(offsetof(ln_tokenizer_t, attributes) + sizeof(ln_attributes_t)
               == sizeof(ln_tokenizer_t)
               && sizeof(ln_attributes_t)
                  - offsetof(ln_attributes_t, bytes) - LN_ATTRIBUTE_BYTES
                  < sizeof(max_align_t),
               "the bytes of attributes are not the tokenizer's last field");

_Static_assert(offsetof(ln_tree_t, stack)
               + LN_STACK_DEPTH * sizeof(ln_element_t) == sizeof(ln_tree_t),
               "the stack is not the tree's last field");


ln_placer_t *
ln_placer_create(const ln_alloc_t *alloc, const ln_place_list_t *lists,
    unsigned n)
{
    ln_hydrated_t  *none;

    none = ln_calloc(alloc, n * sizeof(ln_hydrated_t) + 1);
    if (none == NULL) {
        return NULL;
    }

    return ln_placer_create_hydrated(alloc, lists, none, n);
}


ln_placer_t *
ln_placer_create_hydrated(const ln_alloc_t *alloc,
    const ln_place_list_t *lists, const ln_hydrated_t *hydrated, unsigned n)
{
    ln_placer_t  *placer;

    placer = ln_alloc(alloc, sizeof(ln_placer_t));
    if (placer == NULL) {
        return NULL;
    }

    /* what is written before it is read, four fifths of it, stays as it is */

    memset(placer, 0, offsetof(ln_placer_t, tokenizer.attributes.bytes));
    memset(&placer->choices, 0,
           offsetof(ln_placer_t, tree.stack) - offsetof(ln_placer_t, choices));

    if (ln_placer_init(placer, alloc, lists, hydrated, n) != LN_OK) {
        return NULL;
    }

    return placer;
}


void
ln_placer_charset(ln_placer_t *placer, ln_charset_t charset)
{
    placer->declared = charset;
}


void
ln_placer_xml(ln_placer_t *placer)
{
    ln_tree_xml(&placer->tree);
}


void
ln_placer_contains(ln_placer_t *placer, unsigned notice, unsigned contains)
{
    ln_choices_contains(&placer->choices, notice, contains);
}


void
ln_placer_no_fallback(ln_placer_t *placer, unsigned notice)
{
    ln_choices_no_fallback(&placer->choices, notice);
}


void
ln_placer_head(ln_placer_t *placer, unsigned notice)
{
    ln_choices_head(&placer->choices, notice);
}


void
ln_placer_judge(ln_placer_t *placer)
{
    placer->judges = 1;
}


/* What is no page is not read on. */
static void
ln_placer_judged(ln_placer_t *placer, const unsigned char *data, size_t len,
    int last)
{
    placer->page.body = ln_body_feed(&placer->body, data, len, last);

    if (placer->page.body == LN_BODY_PART || placer->page.body == LN_BODY_OTHER)
    {
        ln_choices_nowhere(&placer->choices);

        placer->tokenizer.stopped = 1;
        placer->page.lang_settled = 1;
    }
}


static void
ln_placer_finish(ln_placer_t *placer)
{
    uint64_t         at;
    const char      *closer;
    ln_tokenizer_t  *t;

    t = &placer->tokenizer;

    ln_code_units_end(&placer->units);
    ln_window_end(&placer->window);
    placer->page.exceeded = placer->window.exceeded;

    at = t->offset;
    closer = ln_tokenizer_closer(t);

    /* a tag that breaks off is nothing to a browser: it is left behind */

    if (ln_placer_holds(placer)) {

        if (t->tag.start >= placer->choices.floor) {
            at = t->tag.start;
            closer = "";

        } else if (t->state >= LN_STATE_NAME) {

            /* it has been sent, and has to be ended: it is a tag then */

            ln_tokenizer_force(t, at);
        }
    }

    ln_placer_settle(placer, at, closer, 1);

    t->stopped = 1;
    placer->finished = 1;
    placer->page.lang_settled = 1;
}


void
ln_placer_feed(ln_placer_t *placer, const unsigned char *data, size_t len,
    int last)
{
    if (placer->finished) {
        return;
    }

    placer->fed += len;

    if (len == 0) {
        data = (const unsigned char *) "";      /* NULL may not be added to */
    }

    if (placer->judges && placer->page.body == LN_BODY_UNKNOWN) {
        ln_placer_judged(placer, data, len, last);
    }

    if (!placer->tokenizer.stopped) {
        ln_placer_read(placer, data, len, last);
    }

    if (last) {
        ln_placer_finish(placer);
    }
}


/* The least offset that a choice may still be decided for, at most next. */
static uint64_t
ln_placer_undecided(const ln_choices_t *choices, uint64_t next)
{
    unsigned            i;
    const ln_choice_t  *choice;

    if ((choices->pending | choices->fresh) == 0) {
        return next;
    }

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if (choice->pending && choice->offset < next) {
            next = choice->offset;
        }

        if (choice->fresh && choice->fresh_at < next) {
            next = choice->fresh_at;
        }
    }

    return next;
}


/* The code unit from where on nothing is decided yet. */
static uint64_t
ln_placer_frontier(const ln_placer_t *placer)
{
    uint64_t  next;

    next = placer->tokenizer.offset;

    if (ln_placer_holds(placer)
        && placer->tokenizer.tag.start >= placer->choices.floor)
    {
        next = placer->tokenizer.tag.start;
    }

    return ln_placer_undecided(&placer->choices, next);
}


/* Before the first place that has been decided, too. */
static uint64_t
ln_placer_unjudged_frontier(const ln_placer_t *placer)
{
    uint64_t            next;
    unsigned            i;
    const ln_choice_t  *choice;

    next = ln_placer_frontier(placer);

    for (i = 0; i < placer->choices.n; i++) {
        choice = &placer->choices.choices[i];

        if (choice->decided && choice->offset < next) {
            next = choice->offset;
        }
    }

    return next;
}


uint64_t
ln_placer_safe(const ln_placer_t *placer)
{
    if (ln_placer_unjudged(placer)) {
        return ln_placer_unjudged_frontier(placer) * placer->units.width;
    }

    if (placer->choices.undecided == 0) {
        return placer->fed;
    }

    return ln_placer_frontier(placer) * placer->units.width;
}


/*
 * At the frontier itself another notice may still come before this one.  That
 * is not waited for where the page was released.
 */
static int
ln_placer_waits_for(const ln_placer_t *placer, const ln_choice_t *choice)
{
    if (placer->choices.undecided == 0) {
        return 0;
    }

    return choice->offset >= ln_placer_frontier(placer)
           && (placer->choices.floor == 0
               || choice->offset > placer->choices.floor);
}


int
ln_placer_pending(const ln_placer_t *placer)
{
    return placer->choices.pending > 0
           || placer->choices.n - placer->choices.undecided > placer->given;
}


/* At one offset, what stands further in goes first. */
static int
ln_placer_before(const ln_choice_t *choice, const ln_choice_t *first)
{
    return choice->offset < first->offset
           || (choice->offset == first->offset
               && choice->closer_len < first->closer_len);
}


const ln_placement_t *
ln_placer_next(ln_placer_t *placer)
{
    unsigned         i;
    ln_choice_t     *choice, *first;
    ln_placement_t  *placement;

    if (ln_placer_unjudged(placer)) {
        return NULL;
    }

    first = NULL;

    for (i = 0; i < placer->choices.n; i++) {
        choice = &placer->choices.choices[i];

        if (choice->decided && !choice->given
            && (first == NULL || ln_placer_before(choice, first)))
        {
            first = choice;
        }
    }

    if (first == NULL || ln_placer_waits_for(placer, first)) {
        return NULL;
    }

    placement = &placer->placement;

    placement->beside = placer->given > 0
        && placement->offset == first->offset * placer->units.width;

    first->given = 1;
    placer->given++;

    placement->offset = first->offset * placer->units.width;
    placement->notice = (unsigned) (first - placer->choices.choices);
    placement->rank = first->rank;
    placement->closer.data = first->closer_len > LN_CHOICE_CLOSER
                             ? first->closer_long
                             : (const unsigned char *) first->closer;
    placement->closer.len = first->closer_len;

    return placement;
}


int
ln_placer_done(const ln_placer_t *placer)
{
    return placer->given == placer->choices.n;
}


const ln_page_t *
ln_placer_page(const ln_placer_t *placer)
{
    return &placer->page;
}
