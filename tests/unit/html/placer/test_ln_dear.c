/* Pages that would be dear: what is given up for that, and what is not. */

#include <time.h>

#include "../placing.h"


#define FOUR(s)     s s s s
#define SIXTEEN(s)  FOUR(FOUR(s))
#define MANY(s)     FOUR(FOUR(SIXTEEN(s)))      /* 256 */


/* Of end tags of the body, the last that counts is the 256th. */
static void
ends_of_the_body(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body>x" SIXTEEN("</body>y") "|</body>", 0, NULL },
        { NULL, "<body>x" SIXTEEN(FOUR("</body>y</body>y</body>y")) "|</body>",
          0, NULL },
        { NULL, "<body>x" MANY("</body>y") "</body></html>z|", 0, NULL },
        { NULL, "<body>x" MANY("</body>y") "<dialog>z</body>a|", 1,
          "</dialog>" },
        { NULL, "<body>x" MANY("</html>y") "</body>z|", 0, NULL },
        { "append div", "<div>x" MANY("</body>y") "</body>z|</div>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* A slot deep in its shadow tree is none: the host hides what is in it. */
static void
slots(void **state)
{
    static const placing_case_t  cases[] = {
        { "append article",
          "<article><template shadowrootmode=open>" SIXTEEN("<div>")
          "<slot></slot>" SIXTEEN("</div>") "</template>x|</article>", 0,
          NULL },
        { "append article",
          "<article><template shadowrootmode=open>" SIXTEEN("<div><div>")
          "<slot></slot>" SIXTEEN("</div></div>")
          "</template>x</article>y|", 1, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* So is a foreignObject deep in its svg. */
static void
foreign_objects(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<svg>" SIXTEEN("<g><g>") "<foreignObject><p>x</p>|", 0,
          NULL },
        { "append p", "<svg>" SIXTEEN(FOUR("<g>")) "<g><foreignObject><p>x"
          "</p></foreignObject>" SIXTEEN(FOUR("</g>")) "</g></svg>y|", 1,
          NULL }
    };

    (void) state;

    placing_table(cases);
}


/* End tags are right however deep it is that what hides ends. */
static void
deep_and_hidden(void **state)
{
    static const placing_case_t  cases[] = {
        { "after main", "<main><dialog>" SIXTEEN("<i>") "</main>|x", 0,
          NULL },
        { "append main", "<main><dialog>" SIXTEEN("<b><i>") "|</main>x", 0,
          "</dialog>" },
        { "prepend p", "<p hidden>x|<p>y", 0, "</p>" },
        { "prepend p", "<svg><g><svg>|<p>x", 0, "</svg></svg>" },
        { "append summary",
          "<details><summary>x<dialog>y|</summary>z</details>", 0,
          "</dialog>" },
        { "before p", "<svg>" SIXTEEN("<g>") "|<p>x", 0, "</svg>" },
        { "append h1", "<h1><dialog><p>" SIXTEEN("<i>") "x|</h2>y", 0,
          "</p></dialog>" },
        { "append p", "<p><object>" SIXTEEN("<p>x") "</object></p>|", 0,
          NULL }
    };

    (void) state;

    placing_table(cases);
}


/* All end tags that a notice needs, or another place that needs none. */
static void
many_end_tags(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body>x" SIXTEEN(FOUR("<details><summary>y</summary>z")) "|",
          1, SIXTEEN(FOUR("</details>")) },
        { NULL, "<body>x" MANY("<dialog>") "z|", 1, MANY("</dialog>") },
        { NULL, "<body>x" MANY("<dialog>") "z</body>|", 1, MANY("</dialog>") },
        { "append main", "<main>" SIXTEEN(FOUR("<dialog>")) "y|</main>z", 0,
          SIXTEEN(FOUR("</dialog>")) },
        { "append main", "<main>" SIXTEEN("<dialog>") "y|</main>z", 0,
          SIXTEEN("</dialog>") }
    };

    (void) state;

    placing_table(cases);
}


/* CPU time to place many notices, none of which finds its place in the page. */
static clock_t
time_of_notices(const char *page, unsigned contains)
{
    clock_t          begun;
    unsigned         i;
    ln_place_t       place;
    ln_placer_t     *placer;
    ln_place_list_t  lists[64];

    (void) placing_parse_list("prepend i", &place);

    for (i = 0; i < 64; i++) {
        lists[i].places = &place;
        lists[i].nplaces = 1;
    }

    begun = clock();
    placer = ln_placer_create(&placing_arena, lists, 64);
    assert_non_null(placer);
    ln_placer_charset(placer, LN_CHARSET_UTF8);

    for (i = 0; i < 64; i++) {
        ln_placer_contains(placer, i, contains);
    }

    ln_placer_feed(placer, (const unsigned char *) page, strlen(page), 1);

    for (i = 0; i < 64; i++) {
        assert_non_null(ln_placer_next(placer));
    }

    begun = clock() - begun;

    placing_free_patterns(&place, 1);
    placing_free();

    return begun;
}


/* Whether a notice fits is not looked for in all that is open, per notice. */
static void
notices_that_do_not_fit(void **state)
{
    clock_t   shown, fit, unfit;
    unsigned  i;

    static const char *const  pages[] = {
        "<a><svg>" SIXTEEN(SIXTEEN("<a>")) "<foreignObject>",
        "<a>" SIXTEEN(FOUR("<svg><foreignObject>")),
        "<a>" SIXTEEN(FOUR("<math><mi>")),
        "<a><svg>" SIXTEEN(SIXTEEN("<button>")) "<foreignObject>"
    };
    static char  page[128 * 1024];

    (void) state;

    shown = time_of_notices("<a>" MANY(SIXTEEN("<i></i>")), LN_CONTAINS_A);

    for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        (void) snprintf(page, sizeof(page), "%s%s", pages[i],
                        MANY(SIXTEEN("<i></i>")));

        fit = time_of_notices(page, 0);
        unfit = time_of_notices(page, LN_CONTAINS_A | LN_CONTAINS_BUTTON);

        if (unfit > 4 * (fit + shown) + CLOCKS_PER_SEC / 50) {
            fail_msg("%s: %ld, not %ld and %ld", pages[i], (long) unfit,
                     (long) fit, (long) shown);
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(ends_of_the_body),
        cmocka_unit_test(slots),
        cmocka_unit_test(foreign_objects),
        cmocka_unit_test(deep_and_hidden),
        cmocka_unit_test(many_end_tags),
        cmocka_unit_test(notices_that_do_not_fit)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
