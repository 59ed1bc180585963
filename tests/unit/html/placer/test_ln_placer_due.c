/* Notices that go nowhere: no fallback, and bodies that are no page. */

#include "../placing.h"


/* Where the notice goes, at every cut: an offset, or -1 for nowhere. */
static void
goes(const char *where, const char *page, int64_t expected, int fallback,
    int document)
{
    int                    judged;
    size_t                 len, cut;
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

    for (cut = 0; cut <= len; cut++) {
        assert_int_equal(ln_place_parse(&alloc, words, 2, &place, &err),
                         LN_OK);

        placer = ln_placer_create(&alloc, &list, 1);
        assert_non_null(placer);
        ln_placer_judge(placer);

        if (!fallback) {
            ln_placer_no_fallback(placer, 0);
        }

        ln_placer_feed(placer, (const unsigned char *) page, cut, 0);
        judged = ln_placer_page(placer)->body != LN_BODY_UNKNOWN;
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
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_fallback),
        cmocka_unit_test(test_document),
        cmocka_unit_test(test_no_page)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
