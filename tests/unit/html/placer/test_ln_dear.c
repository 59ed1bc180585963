/* Pages that would be dear: what is given up for that, and what is not. */

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


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(ends_of_the_body),
        cmocka_unit_test(slots),
        cmocka_unit_test(foreign_objects),
        cmocka_unit_test(deep_and_hidden),
        cmocka_unit_test(many_end_tags)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
