/*
 * Pages with a `|` where the notice must go.  Each is placed whole, cut in two
 * at every byte, and byte by byte; every feed's bytes are in memory of their
 * own, so that a sanitizer sees one that is read too far.
 */

#ifndef LN_TEST_PLACING_H
#define LN_TEST_PLACING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "html/placer/ln_placer.h"


/*
 * Behind each piece stands what would end a tag, were it read.  A sanitizer
 * sees that it is.
 */
#ifdef __SANITIZE_ADDRESS__
static const size_t  placing_behind = 0;
#else
static const size_t  placing_behind = 64;
#endif

#define PLACING_PLACES   8
#define PLACING_NOTICES  8
#define PLACING_BLANKS   64


/* closer: NULL for none */
typedef struct {
    const char  *place;                 /* several separated by `;` */
    const char  *page;
    unsigned     rank;
    const char  *closer;
} placing_case_t;


typedef struct placing_block_s  placing_block_t;

struct placing_block_s {
    placing_block_t  *next;
    max_align_t       data[];
};

static placing_block_t  *placing_blocks;

/* What Content-Type says of the pages. */
static ln_charset_t  placing_charset = LN_CHARSET_UTF8;
static int           placing_xml;

/* Nothing is seen of the notices. */
static int  placing_head;

/* Which elements a script owns, for all notices. */
static ln_hydrated_t  placing_hydrated;

/* What all notices contain. */
static unsigned  placing_contains;


static void *
placing_alloc(void *arena, size_t size)
{
    placing_block_t  *block;

    (void) arena;

    block = malloc(sizeof(placing_block_t) + size);
    assert_non_null(block);

    block->next = placing_blocks;
    placing_blocks = block;

    return block->data;
}


static const ln_alloc_t  placing_arena = { placing_alloc, NULL };


static void
placing_free(void)
{
    placing_block_t  *block;

    while (placing_blocks != NULL) {
        block = placing_blocks;
        placing_blocks = block->next;
        free(block);
    }
}


/* Parses "append article" or "before ~ PATTERN". */
static inline int
placing_parse(const char *text, size_t len, ln_place_t *place,
    ln_error_t *error)
{
    size_t    n;
    unsigned  nwords;
    ln_str_t  words[3];

    for (nwords = 0; nwords < 3 && len; nwords++) {
        while (len && *text == ' ') {
            text++;
            len--;
        }

        for (n = 0; n < len && text[n] != ' '; n++) {
            /* void */
        }

        if (nwords == 2 || (nwords == 1 && text[0] != '~')) {
            n = len;
        }

        words[nwords].data = (const unsigned char *) text;
        words[nwords].len = n;
        text += n;
        len -= n;
    }

    return ln_place_parse(&placing_arena, words, nwords, place, error);
}


static inline unsigned
placing_parse_list(const char *text, ln_place_t *places)
{
    size_t      n;
    unsigned    i;
    ln_error_t  error;

    for (i = 0; text != NULL && *text; i++) {
        n = strcspn(text, ";");
        assert_true(i < PLACING_PLACES);

        if (placing_parse(text, n, &places[i], &error) != LN_OK) {
            fail_msg("%s", error.text);
        }

        text += n + (text[n] == ';');
    }

    return i;
}


static inline void
placing_free_patterns(ln_place_t *places, unsigned n)
{
    while (n--) {
        ln_pattern_free((ln_pattern_t *) places[n].pattern);
    }
}


/* What a placer must keep to, whatever it is fed. */
typedef struct {
    ln_placer_t     *placer;
    uint64_t         fed;
    uint64_t         safe;
    uint64_t         offset;
    unsigned         n;
    ln_placement_t   placements[PLACING_NOTICES];
    char             closers[PLACING_NOTICES][4096];
} placing_run_t;


static inline void
placing_feed(placing_run_t *run, const unsigned char *p, size_t len, int last)
{
    unsigned char         *copy;
    ln_placement_t        *kept;
    const ln_placement_t  *placement;

    copy = malloc(len + placing_behind + (len == 0));
    assert_non_null(copy);
    memset(copy + len, '>', placing_behind);

    if (len) {
        memcpy(copy, p, len);
    }

    ln_placer_feed(run->placer, copy, len, last);
    free(copy);

    run->fed += len;

    while ((placement = ln_placer_next(run->placer)) != NULL) {
        assert_true(placement->rank == LN_PLACER_NOWHERE
                    || placement->offset >= run->safe);
        assert_true(placement->offset >= run->offset);
        assert_true(placement->offset <= run->fed);
        assert_true(run->n < PLACING_NOTICES);

        kept = &run->placements[run->n];
        *kept = *placement;

        assert_true(placement->closer.len < sizeof(run->closers[0]));
        memcpy(run->closers[run->n], placement->closer.data,
               placement->closer.len);
        run->closers[run->n][placement->closer.len] = '\0';

        run->offset = placement->offset;
        run->n++;
    }

    assert_true(ln_placer_safe(run->placer) >= run->safe);

    run->safe = ln_placer_safe(run->placer);

    assert_true(run->safe <= run->fed);
    assert_true(run->fed - run->safe <= LN_PLACER_HOLD);

    if (last) {
        assert_true(ln_placer_done(run->placer));
        assert_true(run->safe == run->fed);
    }
}


/* Feeds page in pieces of `first`, then `chunk` bytes. */
static inline void
placing_run(placing_run_t *run, const ln_place_list_t *lists, unsigned n,
    const unsigned char *page, size_t len, size_t first, size_t chunk)
{
    size_t         done, k;
    ln_hydrated_t  hydrated[PLACING_NOTICES];

    memset(run, 0, sizeof(placing_run_t));

    for (k = 0; k < n; k++) {
        hydrated[k] = placing_hydrated;
    }

    run->placer = ln_placer_create_hydrated(&placing_arena, lists, hydrated,
                                            n);
    assert_non_null(run->placer);
    ln_placer_charset(run->placer, placing_charset);

    if (placing_xml) {
        ln_placer_xml(run->placer);
    }

    for (k = 0; k < n; k++) {
        ln_placer_contains(run->placer, k, placing_contains);
    }

    for (k = 0; placing_head && k < n; k++) {
        ln_placer_head(run->placer, k);
    }

    for (done = 0, k = first; ; k = chunk) {
        k = k < len - done ? k : len - done;
        placing_feed(run, page + done, k, done + k == len);
        done += k;

        if (done == len) {
            break;
        }
    }

    assert_int_equal(run->n, n);
}


static inline void
placing_expect(const placing_case_t *c, const placing_run_t *run,
    uint64_t offset, size_t cut)
{
    const ln_placement_t  *placement;

    placement = &run->placements[0];

    if (placement->offset != offset || placement->rank != c->rank
        || strcmp(run->closers[0], c->closer != NULL ? c->closer : "") != 0)
    {
        fail_msg("\"%s\" in %s, cut at %zu: offset %llu, not %llu, rank %u,"
                 " not %u, closer \"%s\"", c->place ? c->place : "", c->page,
                 cut, (unsigned long long) placement->offset,
                 (unsigned long long) offset, placement->rank, c->rank,
                 run->closers[0]);
    }
}


/* The bytes of a page, whose notice goes at offset. */
static inline void
placing_check_bytes(const placing_case_t *c, const unsigned char *page,
    size_t len, uint64_t offset)
{
    size_t            cut;
    ln_place_t        places[PLACING_PLACES];
    placing_run_t    *run;
    ln_place_list_t   list;

    run = malloc(sizeof(placing_run_t));
    assert_non_null(run);

    list.places = places;
    list.nplaces = placing_parse_list(c->place, places);

    for (cut = 0; cut <= len; cut++) {
        placing_run(run, &list, 1, page, len, cut, len);
        placing_expect(c, run, offset, cut);
    }

    placing_run(run, &list, 1, page, len, 1, 1);
    placing_expect(c, run, offset, 1);

    placing_free_patterns(places, list.nplaces);
    placing_free();
    free(run);
}


/* Places of other notices, around which the notice stays where it is alone. */
static const char  *placing_others[] = {
    "", "append article", "before p;after h1", "prepend body;append table",
    "after b", "append div", "before li;append h2"
};

#define placing_nothers  (sizeof(placing_others) / sizeof(placing_others[0]))


/* The same, among the notices of placing_others and a second one of its own. */
static inline void
placing_check_among(const placing_case_t *c, const unsigned char *page,
    size_t len, uint64_t offset)
{
    size_t            i, k, at;
    ln_place_t        places[4][PLACING_PLACES];
    const char       *other;
    placing_run_t    *run;
    ln_place_list_t   lists[PLACING_NOTICES];

    static const size_t  chunks[] = { 1000000, 1, 7 };

    run = malloc(sizeof(placing_run_t));
    assert_non_null(run);

    for (i = 0; i < 3 * placing_nothers; i++) {
        for (k = 0; k < 4; k++) {
            other = placing_others[(i + k / 2) % placing_nothers];
            lists[k].places = places[k];
            lists[k].nplaces = placing_parse_list(k % 2 ? c->place : other,
                                                  places[k]);
        }

        placing_run(run, lists, 4, page, len, chunks[i / placing_nothers],
                    chunks[i / placing_nothers]);

        for (k = 0; k < 4; k++) {
            at = run->placements[k].notice;

            if (at % 2 && (run->placements[k].offset != offset
                || run->placements[k].rank != c->rank))
            {
                fail_msg("\"%s\" in %s, %zu. among \"%s\": offset %llu, not "
                         "%llu, rank %u", c->place ? c->place : "", c->page,
                         at, placing_others[i % placing_nothers],
                         (unsigned long long) run->placements[k].offset,
                         (unsigned long long) offset,
                         run->placements[k].rank);
            }
        }

        for (k = 0; k < 4; k++) {
            placing_free_patterns(places[k], lists[k].nplaces);
        }

        placing_free();
    }

    free(run);
}


static inline void
placing_check(const placing_case_t *c)
{
    size_t   at, len;
    char    *page;

    len = strlen(c->page);
    at = strcspn(c->page, "|");
    assert_true(at < len);

    page = malloc(len + PLACING_BLANKS);
    assert_non_null(page);
    memcpy(page, c->page, at);
    memcpy(page + at, c->page + at + 1, len - at - 1);
    memset(page + len - 1, ' ', PLACING_BLANKS);

    placing_check_bytes(c, (unsigned char *) page, len - 1, at);
    placing_check_among(c, (unsigned char *) page, len - 1, at);

    /* what is far from a piece's end is read by other code */

    if (at < len - 1 && c->closer == NULL) {
        placing_check_bytes(c, (unsigned char *) page,
                            len - 1 + PLACING_BLANKS, at);
    }

    free(page);
}


static inline void
placing_check_all(const placing_case_t *cases, size_t n)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        placing_check(&cases[i]);
    }
}


#define placing_table(cases)                                                  \
    placing_check_all(cases, sizeof(cases) / sizeof(placing_case_t))


#endif
