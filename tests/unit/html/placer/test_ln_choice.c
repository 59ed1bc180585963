/* Which of a notice's places it gets, and when that is decided. */

#include "../placing.h"


/* head, so many letters, tail: where the notice of `place` goes, by rank. */
static void
candidate_check(const char *place, const char *head, size_t n,
    const char *tail, uint64_t offset, unsigned rank)
{
    size_t           i, len;
    ln_place_t       places[PLACING_PLACES];
    placing_run_t    run;
    unsigned char   *page;
    ln_place_list_t  list;

    static const size_t  chunks[] = { 1000000, 16384, 4096, 999, 1 };

    len = strlen(head) + n + strlen(tail);
    page = malloc(len);
    assert_non_null(page);

    memcpy(page, head, strlen(head));
    memset(page + strlen(head), 'x', n);
    memcpy(page + strlen(head) + n, tail, strlen(tail));

    list.places = places;
    list.nplaces = placing_parse_list(place, places);

    for (i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
        placing_run(&run, &list, 1, page, len, chunks[i], chunks[i]);

        if (run.placements[0].offset != offset
            || run.placements[0].rank != rank)
        {
            fail_msg("\"%s\" after %zu bytes, by %zu: offset %llu, rank %u",
                     place, n, chunks[i],
                     (unsigned long long) run.placements[0].offset,
                     run.placements[0].rank);
        }
    }

    placing_free_patterns(places, list.nplaces);
    placing_free();
    free(page);
}


/* A place that comes first, and a better one up to 64 KiB after it. */
static void
better_places(void **state)
{
    static const char  *head = "<h1>a</h1>", *tail = "<article>b</article>";

    (void) state;

    candidate_check("append article;after h1", head, 10, tail,
                    10 + 10 + 10, 0);
    candidate_check("append article;after h1", head, LN_PLACER_HOLD - 100,
                    tail, LN_PLACER_HOLD - 90 + 10, 0);
    candidate_check("append article;after h1", head, LN_PLACER_HOLD, tail, 10,
                    1);
    candidate_check("append article;after h1", head, 100000, tail, 10, 1);

    /* its tag's last byte is the last that is held */

    candidate_check("append article;after h1", head, LN_PLACER_HOLD - 9, tail,
                    LN_PLACER_HOLD - 9 + 20, 0);
    candidate_check("append article;after h1", head, LN_PLACER_HOLD - 8, tail,
                    10, 1);

    /* it need only begin in that time */

    candidate_check("append article;after h1", "<h1>a</h1><article>", 90000,
                    "</article>", 19 + 90000, 0);

    /* the first that the page offers, of one rank */

    candidate_check("append article;after h1", "<article>", 90000,
                    "</article><article></article>", 9 + 90000, 0);
    candidate_check("after h2;after h1", head, 10, "<p>", 10, 1);

    /* </body> and what follows it */

    candidate_check(NULL, "<body>a", 90000, "</body>", 7 + 90000, 0);
    candidate_check(NULL, "<body>a</body>", 0, "<p>b", 18, 0);
    candidate_check(NULL, "<body>a</body><!--", 100000, "-->", 7, 0);
}


/* A tag of any length: up to 64 KiB as it is written, past that opaque. */
static void
long_tags(void **state)
{
    (void) state;

    candidate_check("append .a", "<p><b class=a title='", 60000, "'>b</b>",
                    21 + 60000 + 3, 0);
    candidate_check("append .a", "<p><b class=a title='", 70000,
                    "'>b</b></p></body>", 21 + 70000 + 11, 1);
    candidate_check("before b;before p", "<p>a<b class=a title='", 70000,
                    "'>b</b>", 0, 1);
    candidate_check("append h4", "<h4><b title='", 200000, "'>b</b></h4>",
                    14 + 200000 + 7, 0);
    candidate_check("append h4", "<h4><!--", 200000, "--></h4>",
                    8 + 200000 + 3, 0);
    candidate_check("append h4", "<h4><script>", 200000, "</script></h4>",
                    12 + 200000 + 9, 0);
    candidate_check("append h4", "<h4><a", 200000, "></h4>", 6 + 200000 + 1, 0);
}


/* Half a unit of UTF-16 at a piece's end is held too, beside a long tag. */
static void
half_a_unit(void **state)
{
    size_t           i, len;
    ln_place_t       places[PLACING_PLACES];
    placing_run_t    run;
    unsigned char   *page;
    ln_place_list_t  list;

    (void) state;

    len = 2 + 2 * 80000;
    page = malloc(len);
    assert_non_null(page);
    memset(page, 0, len);
    memcpy(page, "\xff\xfe<\0p\0>\0<\0b\0 \0", 14);

    for (i = 14; i < len; i += 2) {
        page[i] = 'a';
    }

    list.places = places;
    list.nplaces = placing_parse_list("append b", places);

    for (i = 1; i < 4; i++) {
        placing_run(&run, &list, 1, page, len, i, i);
        assert_int_equal(run.n, 1);
        placing_free();
        list.nplaces = placing_parse_list("append b", places);
    }

    placing_free();
    free(page);
}


/* Several notices, in order of offset and of notice. */
static void
several(void **state)
{
    size_t           chunk;
    unsigned         i;
    ln_place_t       places[3][PLACING_PLACES];
    placing_run_t    run;
    ln_place_list_t  lists[4];
    static const char  page[] = "<h1>a</h1><article>b</article><p>c</body>";

    static const struct {
        unsigned  notice;
        uint64_t  offset;
    } expected[] = { { 1, 10 }, { 0, 20 }, { 2, 20 }, { 3, 34 } };

    (void) state;

    for (chunk = 1; chunk < sizeof(page); chunk++) {
        for (i = 0; i < 3; i++) {
            lists[i].places = places[i];
        }

        lists[0].nplaces = placing_parse_list("append article", places[0]);
        lists[1].nplaces = placing_parse_list("after h1", places[1]);
        lists[2].nplaces = placing_parse_list("append x;append article",
                                              places[2]);
        lists[3].nplaces = 0;
        lists[3].places = NULL;

        placing_run(&run, lists, 4, (const unsigned char *) page,
                    sizeof(page) - 1, chunk, chunk);

        for (i = 0; i < 4; i++) {
            assert_int_equal(run.placements[i].notice, expected[i].notice);
            assert_int_equal(run.placements[i].offset, expected[i].offset);
        }

        placing_free();
    }
}


/* One waits for the tag that follows a start tag, another one for its end. */
static void
of_one_element(void **state)
{
    size_t           chunk;
    unsigned         i, k;
    ln_place_t       places[2][PLACING_PLACES];
    placing_run_t    run;
    ln_place_list_t  lists[2];
    static const char  page[] = "<section class=k>y z<textarea>x</textarea>"
                                "</section>y z<textarea>d</textarea><p>";

    static const struct {
        const char  *places[2];
        uint64_t     offsets[2];
    } cases[] = { { { "prepend .k", "after .k;after h1" },
                    { 17, 52 } },
                  { { "after .k", "prepend section" }, { 52, 17 } },
                  { { "append section", "after .k" }, { 42, 52 } },
                  { { "before section", "append .k" }, { 0, 42 } } };

    (void) state;

    for (k = 0; k < sizeof(cases) / sizeof(cases[0]); k++) {
        for (chunk = 1; chunk < sizeof(page); chunk++) {
            for (i = 0; i < 2; i++) {
                lists[i].places = places[i];
                lists[i].nplaces = placing_parse_list(cases[k].places[i],
                                                      places[i]);
            }

            placing_run(&run, lists, 2, (const unsigned char *) page,
                        sizeof(page) - 1, chunk, chunk);

            for (i = 0; i < 2; i++) {
                assert_int_equal(run.placements[i].offset,
                                 cases[k].offsets[run.placements[i].notice]);
            }

            placing_free();
        }
    }
}


/* At one offset, what stands further in goes first, and says what it closes. */
static void
at_one_offset(void **state)
{
    size_t           chunk;
    unsigned         i;
    ln_place_t       places[3][PLACING_PLACES];
    placing_run_t    run;
    ln_place_list_t  lists[4];
    static const char  page[] = "<h2>a<h1>b</h1><div><video>c";

    static const struct {
        unsigned     notice;
        uint64_t     offset;
        const char  *closer;
        unsigned     beside;
    } expected[] = { { 2, 5, "", 0 }, { 0, 5, "</h2>", 1 },
                     { 1, 28, "</video>", 0 }, { 3, 28, "</video>", 1 } };

    (void) state;

    for (chunk = 1; chunk < sizeof(page); chunk++) {
        for (i = 0; i < 3; i++) {
            lists[i].places = places[i];
        }

        lists[0].nplaces = placing_parse_list("before h1", places[0]);
        lists[1].nplaces = placing_parse_list("after p", places[1]);
        lists[2].nplaces = placing_parse_list("append h2", places[2]);
        lists[3].nplaces = 0;
        lists[3].places = NULL;

        placing_run(&run, lists, 4, (const unsigned char *) page,
                    sizeof(page) - 1, chunk, chunk);

        for (i = 0; i < 4; i++) {
            assert_int_equal(run.placements[i].notice, expected[i].notice);
            assert_int_equal(run.placements[i].offset, expected[i].offset);
            assert_int_equal(run.placements[i].beside, expected[i].beside);
            assert_true(ln_str_eq(run.placements[i].closer,
                                  ln_str(expected[i].closer)));
        }

        placing_free();
    }
}


/* Nothing comes after the end. */
static void
fed_after_the_last(void **state)
{
    size_t                 len;
    ln_placer_t           *placer;
    ln_place_list_t        list;
    const ln_placement_t  *placement;

    static const unsigned char  page[] = "<body><p>a</p>";

    (void) state;

    len = sizeof(page) - 1;
    memset(&list, 0, sizeof(list));
    placer = ln_placer_create(&placing_arena, &list, 1);
    assert_non_null(placer);

    ln_placer_feed(placer, page, len, 1);
    placement = ln_placer_next(placer);
    assert_non_null(placement);
    assert_int_equal(placement->offset, len);
    assert_int_equal(ln_placer_safe(placer), len);

    ln_placer_feed(placer, page, len, 0);
    ln_placer_feed(placer, NULL, 0, 1);
    assert_null(ln_placer_next(placer));
    assert_int_equal(ln_placer_safe(placer), len);

    placing_free();
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(better_places),
        cmocka_unit_test(long_tags),
        cmocka_unit_test(half_a_unit),
        cmocka_unit_test(several),
        cmocka_unit_test(of_one_element),
        cmocka_unit_test(at_one_offset),
        cmocka_unit_test(fed_after_the_last)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
