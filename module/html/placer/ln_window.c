#include "html/placer/ln_window.h"
#include "html/selector/ln_pattern_scan.h"


int
ln_window_init(ln_window_t *window, const ln_alloc_t *alloc,
    ln_choices_t *choices, const ln_window_listener_t *listener)
{
    unsigned           i, r;
    ln_search_t       *search;
    const ln_place_t  *place;

    window->listener = *listener;

    for (i = 0; i < choices->n; i++) {
        for (r = 0; r < choices->choices[i].list->nplaces; r++) {
            window->n += choices->choices[i].list->places[r].pattern != NULL;
        }
    }

    if (window->n == 0) {
        return LN_OK;
    }

    window->on = window->n;
    window->searches = ln_calloc(alloc, window->n * sizeof(ln_search_t));
    window->bytes = ln_alloc(alloc, LN_WINDOW_SIZE);

    if (window->searches == NULL || window->bytes == NULL) {
        return LN_ERROR;
    }

    search = window->searches;

    for (i = 0; i < choices->n; i++) {
        for (r = 0; r < choices->choices[i].list->nplaces; r++) {
            place = &choices->choices[i].list->places[r];

            if (place->pattern != NULL) {
                search->choice = &choices->choices[i];
                search->rank = r;
                search->pattern = place->pattern;
                search++;
            }
        }
    }

    return LN_OK;
}


void
ln_window_begin(ln_window_t *window, uint64_t offset)
{
    unsigned  i;

    window->origin = offset;
    window->base = offset;

    for (i = 0; i < window->n; i++) {
        window->searches[i].from = offset;
    }
}


static void
ln_search_off(ln_window_t *window, ln_search_t *search)
{
    search->state = LN_SEARCH_OFF;
    window->on--;
}


/* A match of subject, which begins at offset base of the page. */
static void
ln_search_found(ln_search_t *search, uint64_t base, size_t start, size_t end)
{
    const ln_place_t  *place;

    place = &search->choice->list->places[search->rank];

    search->state = LN_SEARCH_FOUND;
    search->point = base + (place->position == LN_PLACE_BEFORE ? start : end);

    /* the next match does not overlap with this one */

    search->from = base + end > search->from ? base + end : search->from + 1;
}


/*
 * What begins at offset start may become a match, with bytes to come.  0 if it
 * is too long, or looks back further than is kept.
 */
static int
ln_search_wait(const ln_window_t *window, ln_search_t *search, uint64_t start)
{
    search->from = start > search->from ? start : search->from;

    return window->base + window->len - search->from < LN_WINDOW_MATCH;
}


/* One step of a search over all that is in the window. */
static void
ln_search_run(ln_window_t *window, ln_search_t *search, int last)
{
    size_t              from, start, end, before;
    uint64_t            base;
    ln_str_t            subject;
    const ln_choice_t  *choice;

    choice = search->choice;
    search->ran = 1;

    if (choice->decided || choice->limit <= search->rank) {
        ln_search_off(window, search);
        return;
    }

    /* the subject begins where a lookbehind cannot tell the difference */

    from = (size_t) (search->from - window->base);
    before = ln_pattern_lookbehind(search->pattern);
    before = before < from ? before : from;
    base = search->from - before;

    subject.data = window->bytes + from - before;
    subject.len = window->len - (from - before);

    switch (ln_pattern_scan(search->pattern, window->utf, subject, before,
                            base == window->origin, last, &start, &end))
    {

    case 1:
        ln_search_found(search, base, start, end);
        return;

    case 0:
        search->from = window->base + window->len;

        if (last) {
            ln_search_off(window, search);
        }

        return;

    case LN_PATTERN_PARTIAL:
        if (ln_search_wait(window, search, base + start)) {
            return;
        }

        break;

    default:
        break;
    }

    window->exceeded = 1;
    ln_search_off(window, search);
}


static void
ln_window_pass(ln_window_t *window, uint64_t offset)
{
    size_t  len;

    len = (size_t) (offset - window->base);

    if (len > window->passed) {
        window->listener.pass(window->listener.ctx,
                              window->bytes + window->passed,
                              len - window->passed);
        window->passed = len;
    }
}


/* Up to where nothing more can be found, and what has been found there. */
static uint64_t
ln_window_frontier(ln_window_t *window, ln_search_t **found)
{
    unsigned      i;
    uint64_t      offset, at;
    ln_search_t  *search;

    offset = window->base + window->len;
    *found = NULL;

    for (i = 0; i < window->n; i++) {
        search = &window->searches[i];

        if (search->state == LN_SEARCH_OFF) {
            continue;
        }

        at = search->state == LN_SEARCH_FOUND ? search->point : search->from;

        if (at < offset || (at == offset && *found == NULL)) {
            offset = at;
            *found = search->state == LN_SEARCH_FOUND ? search : NULL;
        }
    }

    return offset;
}


/* Whether a notice can stand at the point of a match that was found. */
static int
ln_window_accepts(ln_window_t *window, ln_search_t *found)
{
    if (found->point < window->base + window->passed) {
        return 0;
    }

    return window->listener.accept(window->listener.ctx, found,
                                   window->bytes + window->passed,
                                   window->len - window->passed,
                                   window->passed);
}


/* A block is complete: search it and pass on what is settled. */
static void
ln_window_block(ln_window_t *window, int last)
{
    unsigned      i;
    uint64_t      offset;
    ln_search_t  *found, *search;

    for (i = 0; i < window->n; i++) {
        window->searches[i].ran = 0;
    }

    do {
        for (i = 0; i < window->n; i++) {
            search = &window->searches[i];

            if (search->state == LN_SEARCH_ON && !search->ran
                && search->from <= window->base + window->len)
            {
                ln_search_run(window, search, last);
            }
        }

        offset = ln_window_frontier(window, &found);
        ln_window_pass(window, offset);

        if (found != NULL) {

            if (ln_window_accepts(window, found)) {
                ln_search_off(window, found);

            } else {
                found->state = LN_SEARCH_ON;
                found->ran = 0;
            }
        }

    } while (found != NULL);
}


/*
 * Drops what has been passed but for what a search goes on with, and for what a
 * lookbehind may want before that.
 */
static void
ln_window_drop(ln_window_t *window)
{
    size_t        n;
    ln_search_t  *found;

    n = (size_t) (ln_window_frontier(window, &found) - window->base);
    n = n < window->passed ? n : window->passed;

    if (n <= LN_WINDOW_BEFORE) {
        return;
    }

    n -= LN_WINDOW_BEFORE;

    memmove(window->bytes, window->bytes + n, window->len - n);

    window->base += n;
    window->len -= n;
    window->passed -= n;
}


size_t
ln_window_feed(ln_window_t *window, const unsigned char *p, size_t len)
{
    size_t                n;
    const unsigned char  *first;

    for (first = p; len > 0 && window->on; p += n, len -= n) {

        n = LN_WINDOW_BLOCK - (size_t) ((window->base + window->len)
                                        % LN_WINDOW_BLOCK);
        n = n < len ? n : len;

        memcpy(window->bytes + window->len, p, n);
        window->len += n;

        if ((window->base + window->len) % LN_WINDOW_BLOCK != 0) {
            continue;
        }

        ln_window_block(window, 0);

        if (window->on == 0) {
            ln_window_pass(window, window->base + window->len);
        }

        ln_window_drop(window);
    }

    return (size_t) (p - first);
}


void
ln_window_release(ln_window_t *window)
{
    if (window->on == 0) {
        return;
    }

    ln_window_block(window, 0);
    ln_window_pass(window, window->base + window->len);
    ln_window_drop(window);
}


void
ln_window_end(ln_window_t *window)
{
    if (window->on) {
        ln_window_block(window, 1);
    }

    if (window->n) {
        ln_window_pass(window, window->base + window->len);
    }
}
