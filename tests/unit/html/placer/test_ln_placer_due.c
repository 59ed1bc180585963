/* Notices that go nowhere: no fallback, and bodies that are no page. */

#include "../placing.h"


/* Where the notice goes, at every cut: an offset, or -1 for nowhere. */
static void
goes(const char *where, const char *page, int64_t expected, int fallback,
    int document)
{
    int                    judged;
    size_t                 len, cut;
    uint64_t               safe;
    ln_str_t               words[2];
    ln_place_t             place;
    ln_error_t             err;
    ln_alloc_t             alloc = { placing_alloc, NULL };
    ln_placer_t           *placer;
    ln_place_list_t        list = { &place, 1 };
    const ln_placement_t  *placement;

    len = strlen(page);
    words[0] = ln_str("append");
    words[1] = ln_str(where);

    if (strncmp(where, "prepend ", 8) == 0) {
        words[0] = ln_str("prepend");
        words[1] = ln_str(where + 8);
    }

    for (cut = 0; cut <= len; cut++) {
        assert_int_equal(ln_place_parse(&alloc, words, 2, &place, &err),
                         LN_OK);

        placer = ln_placer_create(&alloc, &list, 1);
        assert_non_null(placer);
        ln_placer_judge(placer);
        ln_placer_charset(placer, LN_CHARSET_UTF8);

        if (!fallback) {
            ln_placer_no_fallback(placer, 0);
        }

        ln_placer_feed(placer, (const unsigned char *) page, cut, 0);
        judged = ln_placer_page(placer)->body != LN_BODY_UNKNOWN;
        safe = ln_placer_safe(placer);
        placement = ln_placer_next(placer);

        if (placement == NULL) {
            ln_placer_feed(placer, (const unsigned char *) page + cut,
                           len - cut, 1);
            placement = ln_placer_next(placer);

        } else {
            assert_true(judged);
        }

        assert_non_null(placement);
        assert_true(ln_placer_done(placer));

        /* what is before the notice has not been sent without it */

        assert_true(safe <= len);
        assert_true(expected < 0 || safe <= placement->offset || judged);

        if (expected < 0) {
            assert_int_equal(placement->rank, LN_PLACER_NOWHERE);
            assert_int_equal(placement->closer.len, 0);

        } else {
            assert_int_equal(placement->offset, expected);
        }

        assert_int_equal(ln_placer_page(placer)->document, document);
        placing_free();
    }
}


static void
test_fallback(void **state)
{
    (void) state;

    goes("b", "<p><b>a</b></p>", 7, 0, 0);
    goes("b", "<p><b>a", 7, 0, 0);
    goes("i", "<p><b>a</b></p>", -1, 0, 0);
    goes("i", "<p><b>a</b></p>", 15, 1, 0);
    goes("i", "<html><body>a</body></html>", -1, 0, 1);
    goes("body", "<html><body>a</body></html>", 13, 0, 1);
    goes("i", "<!doctype html>a<!-- ", -1, 0, 1);
    goes("i", "<frameset><frame></frameset>", -1, 0, 0);
    goes("i", "<plaintext>a", -1, 0, 0);
}


static void
test_document(void **state)
{
    (void) state;

    goes("i", "<head><title>a</title>", -1, 0, 1);
    goes("i", "a</body></html>", -1, 0, 0);
    goes("i", "<p>a<body>", -1, 0, 1);
    goes("i", "<script><html></script>", -1, 0, 0);
}


static void
test_no_page(void **state)
{
    (void) state;

    goes("body", "{\"a\":\"<p>\"}", -1, 1, 0);
    goes("body", "word", -1, 1, 0);
    goes("body", "", -1, 1, 0);
    goes("td", "<tr><td>a</td></tr>", -1, 1, 0);

    /* a place that has been found before it is known */

    goes("prepend body", "word", -1, 1, 0);
    goes("prepend body", "{\"a\":\"<p>\"}", -1, 1, 0);
    goes("prepend body", " \n<tr><td>a</td></tr>", -1, 1, 0);
    goes("prepend body", " word<b>", 1, 1, 0);
}


/* What tells nothing for long is not held for ever: it is a page then. */
static void
test_unknown(void **state)
{
    size_t            i, k, len;
    ln_place_t        place;
    ln_error_t        error;
    placing_run_t     run;
    unsigned char     page[200];
    ln_place_list_t   list = { &place, 1 };

    static const struct {
        const char    *first;
        unsigned char  rest[2];
    } cases[] = {
        { "a", "\0" },
        { "", "\0" },
        { "", "\0 " },
        { "a\xff", "\0" },
        { " \xff", "\xff" },
        { " \xff", " " },
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(&run, 0, sizeof(placing_run_t));
        assert_int_equal(placing_parse("prepend body", 12, &place, &error),
                         LN_OK);
        run.placer = ln_placer_create(&placing_arena, &list, 1);
        ln_placer_charset(run.placer, LN_CHARSET_ASCII);
        ln_placer_judge(run.placer);

        len = strlen(cases[i].first);
        placing_feed(&run, (const unsigned char *) cases[i].first, len, 0);

        for (k = 0; k < sizeof(page); k++) {
            page[k] = cases[i].rest[k % 2 && cases[i].rest[1]];
        }

        for (k = 0; k < 1000; k++) {
            placing_feed(&run, page, sizeof(page), 0);
        }

        placing_feed(&run, NULL, 0, 1);
        assert_int_not_equal(run.placements[0].rank, LN_PLACER_NOWHERE);
        placing_free();
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_fallback),
        cmocka_unit_test(test_document),
        cmocka_unit_test(test_no_page),
        cmocka_unit_test(test_unknown)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
