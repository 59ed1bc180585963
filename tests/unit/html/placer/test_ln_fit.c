/* Notices that would end an element of the page go where none of it is open. */

#include "../placing.h"
#include "html/placer/ln_placer_release.h"


static void
contained(unsigned contains, const placing_case_t *cases, size_t n)
{
    placing_contains = contains;
    placing_check_all(cases, n);
    placing_contains = 0;
}

#define contained(contains, cases)                                            \
    contained(contains, cases, sizeof(cases) / sizeof(placing_case_t))


static void
links_in_links(void **state)
{
    static const placing_case_t  cases[] = {
        { "append article", "<a><article>b</article></a><article>c|</article>",
          0, NULL },
        { "append article", "<a><article>b</article></a>|</body>", 1, NULL },
        { "after b;append p", "<a><b>c</b></a><p>d</p>|", 1, NULL },
        { "before a", "|<a>b</a>", 0, NULL },
        { "after a", "<a>b</a>|c", 0, NULL },
        { "prepend a;after a", "<a>b</a>|c", 1, NULL },
        { "append a;after a", "<a>b</a>|c", 1, NULL },
        { "append p", "<a><p>b</p></a><p>c</p>|", 0, NULL },
        { "prepend p", "<a><p>b</p></a>|<p>c</p>", 0, NULL },
        { "append p", "<a><div><p>b</p></div></a><p>c</p>|", 0, NULL },
        { "append li", "<ul><li><a>b</a>|</li></ul>", 0, NULL },
        { "before img", "<a><img></a>|<img>", 0, NULL },
        { "after img", "<a><img></a><img>|", 0, NULL },
        { "append i", "<a><table><tr><td><i>b|</i></table></a>", 0, NULL },
        { "append i", "<a><object><marquee><i>b</i></marquee></object></a>"
                      "<i>c|</i>", 0, NULL },
        { "append i", "<a><table><caption>b</caption><tr><td></table><i>c</i>"
                      "</a><i>d|</i>", 0, NULL },
        { "append i", "<svg><a><foreignObject><i>b|</i></foreignObject></svg>",
          0, NULL },
        { "append i", "<a><svg><foreignObject><i>b</i></foreignObject></svg>"
                      "</a><i>c|</i>", 0, NULL },

        /* it is open in no element, and opens again */

        { "append article", "<p><a>b</p><article>c</article><a>d</a>"
                            "<article>e|</article>", 0, NULL },
        { "append article", "<p><a>b</p></a><article>c|</article>", 0, NULL },
        { "append i", "<p><a>b</p><table><tr><td><i>c|</i></table>", 0, NULL },

        /* it is left open within the element */

        { "append article", "<article><a>b</article></a><article>c|</article>",
          0, NULL },
        { "after article", "<article><a>b</article></a><article>c</article>|",
          0, NULL },
        { "append article", "<article><a>b<a>c</a>|</article>", 0, NULL },

        /* the tag that the notice would stand before ends it */

        { "before a", "<b>a</b>|<a>b<a>c</a>", 0, NULL },
        { "before #x", "<a>b|<a id=x>c</a>", 0, "</a>" },
        { "before #x;after #x", "<a>b<div>c<a id=x>d</a>|", 1, NULL },
        { "before .x", "<ol><li><a>b<li class=x>c</a></ol><ul>|<li class=x>d",
          0, NULL },
        { "before .x;append ul", "<table><tr><td><a>b<td class=x>c</table></a>"
                                 "<ul>|</ul>", 1, NULL }
    };

    (void) state;

    contained(LN_CONTAINS_A, cases);
}


static void
buttons_in_buttons(void **state)
{
    static const placing_case_t  cases[] = {
        { "append b", "<button><b>c</b></button><b>d|</b>", 0, NULL },
        { "append b", "<button><div><b>c</b></div></button>|</body>", 1,
          NULL },
        { "before button", "|<button>b</button>", 0, NULL },
        { "append button;after button", "<button>b</button>|", 1, NULL },
        { "append p", "<button><p>b</p></button><p>c</p>|", 0, NULL },
        { "append b", "<button><table><tr><td><b>c|</b></table></button>", 0,
          NULL },
        { "append b", "<button><marquee><b>c|</b></marquee></button>", 0,
          NULL },
        { "append b", "<button><math><mi><b>c|</b></mi></math></button>", 0,
          NULL },
        { "append article", "<article><button>b</article>"
                            "<article>c|</article>", 0, NULL },
        { "after article", "<article><button>b</article>|", 0, NULL },
        { "before #x", "<button><div>b|<button id=x>c", 0, "</button>" },
        { NULL, "<button><table><main>b|", 1, "</table></button>" },
        { NULL, "<button><table><tr><td>b<table><tr>c|", 1, "</table>" },
        { "append b", "<a><nobr><b>c|</b></nobr></a>", 0, NULL }
    };

    (void) state;

    contained(LN_CONTAINS_BUTTON, cases);
}


static void
nobrs_in_nobrs(void **state)
{
    static const placing_case_t  cases[] = {
        { "append b", "<nobr><b>c</b></nobr><b>d|</b>", 0, NULL },
        { "append p", "<nobr><p>c</p></nobr><p>d</p>|", 0, NULL },
        { "before nobr", "|<nobr>b</nobr>", 0, NULL },
        { "append nobr;after nobr", "<nobr>b</nobr>|", 1, NULL },
        { "append b", "<nobr><marquee><b>c|</b></marquee></nobr>", 0, NULL },
        { "append b", "<nobr><table><tr><td><b>c|</b></table></nobr>", 0,
          NULL },

        /* it opens again */

        { "append div", "<p><nobr>b</p><div>c</div></nobr><div>d|</div>", 0,
          NULL },
        { "append div", "<div><nobr>b</div></nobr><div>d|</div>", 0, NULL },
        { "before #x", "<nobr>b|<nobr id=x>c", 0, "</nobr>" },
        { "append b", "<a><button><b>c|</b></button></a>", 0, NULL }
    };

    (void) state;

    contained(LN_CONTAINS_NOBR, cases);
}


static void
tables_in_tables(void **state)
{
    static const placing_case_t  cases[] = {
        { "before li", "<table><li>a<tr><td>b</table>|<li>c", 0, NULL },
        { "before td", "<table><tr><td>a</table>|</body>", 1, NULL },
        { "append td", "<table><tr><td>a|</td></table>", 0, NULL },
        { "append caption", "<table><caption>a|</caption></table>", 0, NULL },
        { "append p", "<table><tr><td><p>a</p>|</td></table>", 0, NULL },
        { "append div", "<table><div>a</div><tr><td><div>b|</div></table>", 0,
          NULL },
        { "before table", "a|<table></table>", 0, NULL },
        { "after table", "<table></table>|b", 0, NULL },
        { "append i", "<table><marquee><i>a</i></marquee></table><i>b|</i>", 0,
          NULL },
        { "append i", "<table><svg><foreignObject><i>a</i></foreignObject>"
                      "</svg></table><i>b|</i>", 0, NULL }
    };

    (void) state;

    contained(LN_CONTAINS_TABLE, cases);
}


/* What it does not contain keeps a notice from no place. */
static void
of_another_kind(void **state)
{
    static const placing_case_t  cases[] = {
        { "append b", "<a><button><nobr><b>c|</b></nobr></button></a>", 0,
          NULL },
        { "before li", "<table>|<li>a<tr><td>b</table>", 0, NULL }
    };

    static const placing_case_t  xml[] = {
        { "append b", "<html xmlns='http://www.w3.org/1999/xhtml'><body><a>"
                      "<b>c|</b></a></body></html>", 0, NULL },
        { "append b", "<html xmlns='http://www.w3.org/1999/xhtml'><body>"
                      "<button><b>c|</b></button></body></html>", 0, NULL }
    };

    (void) state;

    placing_table(cases);

    placing_xml = 1;
    contained(LN_CONTAINS_A | LN_CONTAINS_BUTTON, xml);
    placing_xml = 0;
}


/* A pattern matches again behind what the notice would end. */
static void
patterns(void **state)
{
    static const placing_case_t  cases[] = {
        { "after ~ x+", "<a>xx</a> x|", 0, NULL },
        { "before ~ x+", "<p><a>xx</p> x</a>|x", 0, NULL },
        { "before ~ <a>", "<nobr>a<table><tr><td>|<a>x</table>", 0, NULL },
        { "after ~ x", "<button>x</button>|</body>", 1, NULL },
        { "after ~ x", "x|<a>x</a>", 0, NULL }
    };

    (void) state;

    contained(LN_CONTAINS_A | LN_CONTAINS_BUTTON, cases);
}


/* At the end of the body and of the page it is ended first. */
static void
nothing_better(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<a>b|</body>", 0, "</a>" },
        { NULL, "<a>b|</html>", 0, "</a>" },
        { NULL, "<a>b|", 0, "</a>" },
        { NULL, "<div><button>b|</body>", 0, "</button>" },
        { NULL, "<div><button>b<nobr>c</button>d|", 0, "</nobr>" },
        { NULL, "<p><nobr>b</p>|</body>", 0, "</nobr>" },
        { NULL, "<p><a>b</p>|", 0, "</a>" },
        { NULL, "<table><tr><td><a>b|", 0, "</a>" },
        { NULL, "<a><table><tr><td>b|", 0, NULL },
        { NULL, "<a><button><nobr>b|</body>", 0,
          "</button></nobr></a>" },
        { NULL, "<a>b</a>|</body>", 0, NULL },

        /* behind what hides; what that ends is not ended again */

        { NULL, "<a><div hidden>b|</body>", 0, "</div></a>" },
        { NULL, "<a><textarea>b|", 1, "</textarea></a>" },
        { NULL, "<button hidden>b|</body>", 0, "</button>" },
        { NULL, "<a hidden>b|", 1, "</a>" },
        { NULL, "<button><select>b|", 1, "</select></button>" },
        { NULL, "<a><object>b</body>|", 1, "</object></a>" },

        /* the element of the place is open to the end */

        { "append article", "<article><a>b|</body>", 0, "</a>" },
        { "append article", "<article><a>b|", 0, "</a>" },
        { "after article", "<article><button>b|</body>", 0, "</button>" },

        /* the body goes on */

        { NULL, "<a>b</body></a>c|", 0, NULL },
        { NULL, "<a>b</body>c|</body>", 0, "</a>" },
        { NULL, "<a>b|<plaintext>c", 0, "</a>" }
    };

    static const placing_case_t  table[] = {
        { NULL, "<table><li>b|", 1, "</table>" },
        { NULL, "<table><tr><td>b|", 0, NULL },
        { NULL, "<table><tr><td><table><li>b|<plaintext>c", 0, "</table>" }
    };

    (void) state;

    contained(LN_CONTAINS_A | LN_CONTAINS_BUTTON | LN_CONTAINS_NOBR, cases);
    contained(LN_CONTAINS_TABLE, table);
}


/* The sender pauses in the end tag of the place. */
static void
released(void **state)
{
    size_t           i;
    ln_place_t       place;
    ln_error_t       error;
    placing_run_t    run;
    ln_place_list_t  list;

    static const char  begun[] = "<body><article><p><a>x</p></art";
    static const char  rest[] = "icle>y</a>z</body>";

    static const struct {
        unsigned  contains;
        size_t    offset;
    } cases[] = {
        { 0, sizeof("<body><article><p><a>x</p>") - 1 },
        { LN_CONTAINS_BUTTON, sizeof("<body><article><p><a>x</p>") - 1 },
        { LN_CONTAINS_A,
          sizeof("<body><article><p><a>x</p></article>y</a>z") - 1 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(placing_parse("append article", 14, &place, &error),
                         LN_OK);

        list.places = &place;
        list.nplaces = 1;

        memset(&run, 0, sizeof(placing_run_t));
        run.placer = ln_placer_create(&placing_arena, &list, 1);
        assert_non_null(run.placer);
        ln_placer_charset(run.placer, LN_CHARSET_UTF8);
        ln_placer_contains(run.placer, 0, cases[i].contains);

        placing_feed(&run, (const unsigned char *) begun, sizeof(begun) - 1, 0);
        ln_placer_release(run.placer);
        placing_feed(&run, (const unsigned char *) rest, sizeof(rest) - 1, 1);

        assert_int_equal(run.n, 1);
        assert_int_equal(run.placements[0].offset, cases[i].offset);

        placing_free();
    }
}


/* Two notices with the same place, of which each contains something else. */
static void
two_notices(const char *page, const unsigned *contains, const size_t *offsets)
{
    size_t           cut, len;
    unsigned         i;
    ln_place_t       place;
    ln_error_t       error;
    placing_run_t    run;
    ln_place_list_t  lists[2];

    len = strlen(page);

    for (cut = 1; cut < len; cut++) {
        assert_int_equal(placing_parse("append i", 8, &place, &error), LN_OK);

        memset(&run, 0, sizeof(placing_run_t));
        lists[0].places = &place;
        lists[0].nplaces = 1;
        lists[1] = lists[0];

        run.placer = ln_placer_create(&placing_arena, lists, 2);
        assert_non_null(run.placer);

        for (i = 0; i < 2; i++) {
            ln_placer_contains(run.placer, i, contains[i]);
        }

        placing_feed(&run, (const unsigned char *) page, cut, 0);
        placing_feed(&run, (const unsigned char *) page + cut, len - cut, 1);
        assert_int_equal(run.n, 2);

        for (i = 0; i < 2; i++) {
            assert_int_equal(run.placements[i].offset,
                             offsets[run.placements[i].notice]);
        }

        placing_free();
    }
}


static void
each_by_itself(void **state)
{
    size_t  i;

    static const struct {
        unsigned  contains[2];
        size_t    offsets[2];
    } cases[] = {
        { { 0, 0 }, { 7, 7 } },
        { { 0, LN_CONTAINS_A }, { 7, 27 } },
        { { LN_CONTAINS_A, LN_CONTAINS_BUTTON }, { 27, 7 } },
        { { LN_CONTAINS_A | LN_CONTAINS_BUTTON, LN_CONTAINS_TABLE }, { 44, 7 } }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        two_notices("<a><i>b</i></a><button><i>c</i></button><i>d</i>",
                    cases[i].contains, cases[i].offsets);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(links_in_links),
        cmocka_unit_test(buttons_in_buttons),
        cmocka_unit_test(nobrs_in_nobrs),
        cmocka_unit_test(tables_in_tables),
        cmocka_unit_test(of_another_kind),
        cmocka_unit_test(patterns),
        cmocka_unit_test(nothing_better),
        cmocka_unit_test(released),
        cmocka_unit_test(each_by_itself)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
