/* XHTML: elements end where their end tags say, and nowhere else. */

#include "../placing.h"


static void
empty_elements(void **state)
{
    static const placing_case_t  cases[] = {
        { "append article", "<html><head><title/><script src='x'/><style/>"
          "</head><body><article><textarea/><iframe/><p/>a|</article></body>"
          "</html>", 0, NULL },
        { "append p", "|<p/><p>a</p>", 0, NULL },
        { "append p.x", "<p/><p class='x'>a|</p>", 0, NULL },
        { "after script", "<script/>|<p>a</p>", 0, NULL },
        { "append body", "<html><body><plaintext/><select/>a|</body></html>",
          0, NULL },
        { "after img", "<p><img></img>|</p>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
no_implied_ends(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<p>a<p>b</p><div>c</div>|</p>", 0, NULL },
        { "append li", "<li>a<li>b</li>|</li>", 0, NULL },
        { "append a", "<a>b<a>c</a>|</a>", 0, NULL },
        { "append article", "<article><table><tr><td>a</td></tr></table>b|"
          "</article>", 0, NULL },
        { "append article", "<article></p></br>a|</article>", 0, NULL },
        { "append article", "<article><script>var a = 1;<b>c</b></script>|"
          "</article>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
sections_and_comments(void **state)
{
    static const placing_case_t  cases[] = {
        { "append article", "<article><![CDATA[</article>]]>a|</article>", 0,
          NULL },
        { "append article", "<article><script><![CDATA[</article>]]></script>|"
          "</article>", 0, NULL },
        { "append article", "<article><!-- </article> -->a|</article>", 0,
          NULL },
        { "append article", "<?xml version='1.0'?><!DOCTYPE html><article>a|"
          "</article>", 0, NULL },
        { "append article", "<article><svg><title>a</title></svg>|</article>",
          0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
the_page_itself(void **state)
{
    static const placing_case_t  cases[] = {
        { "append x", "<html><body>a|</body></html>\n<!-- a -->", 1, NULL },
        { "append x", "<html><head><title>a</title></head>|</html>", 1, NULL },
        { "append x", "<html><body><p>a</p>|</body></html>", 1, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* What is in no namespace of HTML is none of its elements. */
static void
namespaces(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<p><math><mi>a</mi></math>|</p>", 0, NULL },
        { "append body", "<html><body><math><body>a</body></math>|</body>"
          "</html>", 0, NULL },
        { "append p", "<body><svg><foreignObject><p>a|</p></foreignObject>"
          "</svg></body>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* Deeper than what is kept: counted only, and out of it again. */
static void
too_deep(void **state)
{
    char             page[30000];
    size_t           i, len;
    ln_place_t       places[PLACING_PLACES];
    placing_run_t    run;
    ln_place_list_t  list;

    (void) state;

    strcpy(page, "<html><body><article>");

    for (i = 0; i < 600; i++) {
        strcat(page, "<div>");
    }

    strcat(page, "<br/><article>a</article>");

    for (i = 0; i < 600; i++) {
        strcat(page, "</div>");
    }

    len = strlen(page);
    strcat(page, "</article></body></html>");

    list.places = places;
    list.nplaces = placing_parse_list("append div", places);

    for (i = 1; i < 20000; i = i * 7 + 1) {
        placing_run(&run, &list, 1, (unsigned char *) page, strlen(page), i, i);
        assert_int_equal(run.placements[0].rank, 0);
        assert_int_equal(run.placements[0].offset, len - strlen("</div>"));
    }

    placing_free();
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(empty_elements),
        cmocka_unit_test(no_implied_ends),
        cmocka_unit_test(sections_and_comments),
        cmocka_unit_test(the_page_itself),
        cmocka_unit_test(namespaces),
        cmocka_unit_test(too_deep)
    };

    placing_xml = 1;

    return cmocka_run_group_tests(tests, NULL, NULL);
}
