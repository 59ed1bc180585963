/* What a placer keeps of a page: as much as docs/limits.md says, no more. */

#include "../placing.h"


#define FOUR(s)     s s s s
#define THREE(s)    s s s
#define FIFTEEN(s)  s s s FOUR(s s s)
#define SIXTEEN(s)  FOUR(FOUR(s))

#define HOST  "<div><template shadowrootmode=open><slot></slot></template>"


/* Elements that hide what is in them, but for a part of it. */
static void
hiders(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", SIXTEEN(HOST) "<p>x</p>|", 0, NULL },
        { "append p", "<details open name=a></details>"
                      "<details open name=b></details>"
                      "<details open name=c></details>"
                      "<details open name=d></details>"
                      "<details open name=e></details>"
                      "<details open name=f></details>"
                      "<details open name=g></details>"
                      "<details open name=h><p>x</p>|</details>", 0, NULL },
        { "append p", "<details open name=a></details>"
                      "<details open name=b></details>"
                      "<details open name=c></details>"
                      "<details open name=d></details>"
                      "<details open name=e></details>"
                      "<details open name=f></details>"
                      "<details open name=g></details>"
                      "<details open name=h></details>"
                      "<details open name=i><p>x</p></details><p>y</p>|", 0,
          NULL },
        { "append p", SIXTEEN("<details><summary>") "<p>x</p>|", 0, NULL },
        { "append p", SIXTEEN(HOST) HOST "<p>x</p>|", 2, "</div>" }
    };

    (void) state;

    placing_table(cases);
}


/* Formatting opens again until an end tag of its own ends it. */
static void
formatting(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body><p>" THREE("<b hidden>") "</p>x|", 1,
          "</b></b></b>" },
        { NULL, "<body>" FIFTEEN("<div hidden>") "<div hidden><tt hidden>x|",
          1, "</tt>" SIXTEEN("</div>") },
        { NULL, "<body>" FIFTEEN("<div hidden>") "<p><i hidden><tt hidden>"
          "</p>x|", 1, "</tt></i>" FIFTEEN("</div>") },
        { NULL, "<body>" THREE("<b hidden>") THREE("<big hidden>")
          THREE("<code hidden>") THREE("<em hidden>") THREE("<s hidden>")
          "<tt hidden>x|", 1, "</tt>" THREE("</s>") THREE("</em>")
          THREE("</code>") THREE("</big>") THREE("</b>") },
        { NULL, "<body>" THREE("<b hidden>") THREE("<big hidden>")
          THREE("<code hidden>") THREE("<em hidden>") THREE("<s hidden>")
          "<tt hidden>x|<u hidden>y", 1, "</tt>" THREE("</s>") THREE("</em>")
          THREE("</code>") THREE("</big>") THREE("</b>") }
    };

    (void) state;

    placing_table(cases);
}


/* End tags of the body, the last of which ends it. */
static void
ends(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body>x" FIFTEEN(SIXTEEN("</body>y") "</body>y") "|</body>",
          0, NULL },
        { NULL, "<body>x" FIFTEEN(SIXTEEN("</body>y") "</body>y")
          "</body>y</body>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* HTML that stands in so many elements of SVG. */
static void
foreign(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<svg>" FOUR(FIFTEEN("<g>")) "<g><g><g>"
          "<foreignObject><p>x</p>|", 0, NULL },
        { "append p", "<svg>" SIXTEEN("<g><g><g><g>")
          "<foreignObject><p>x</p></foreignObject></svg>y|", 1, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* The names of elements that have no end and hide what follows. */
static void
names(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body><x" FIFTEEN("name") "-12 hidden>a|", 1,
          "</x" FIFTEEN("name") "-12>" },
        { NULL, "<body>a|<x" FIFTEEN("name") "-123 hidden>b", 0, NULL },
        { NULL, "<body>a|<x" FIFTEEN("name") "-123 hidden>b</body>", 0, NULL },
        { "append p", "<body>a|<x" FIFTEEN("name") "-123 popover>b</x"
          FIFTEEN("name") "-123><p>c", 1, NULL },
        { "append p", "<p>a</p>|<x" FIFTEEN("name") "-123 popover>b", 0,
          NULL }
    };

    (void) state;

    placing_table(cases);
}


/* A slot is looked for in so many elements around it. */
static void
slots(void **state)
{
    static const placing_case_t  cases[] = {
        { "append article",
          "<article><template shadowrootmode=open>" FIFTEEN("<b>")
          SIXTEEN("<div>") "<slot></slot></template>x|</article>", 0, NULL },
        { "append article",
          "<article><template shadowrootmode=open>" SIXTEEN("<b>")
          SIXTEEN("<div>") "<slot></slot></template>x</article>y|", 1, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* Elements are known to the 512th that is open, whatever they are. */
static void
depth(void **state)
{
    size_t           i, k, n, len;
    char            *page;
    ln_place_t       place;
    ln_error_t       err;
    placing_run_t    run;
    ln_place_list_t  list;

    static const struct {
        const char  *begin;             /* with html and body */
        size_t       open;
        const char  *each;
        size_t       of;                /* elements */
        const char  *inner;             /* with p */
        size_t       more;
    } cases[] = {
        { "<body>", 2, "<div>", 1, "<p>", 1 },
        { "<body>", 2, "<b>", 1, "<p>", 1 },
        { "<body><div>", 3, "<table><tbody><tr><td>", 4, "<p>", 1 },
        { "<body><math>", 3, "<mrow>", 1, "<mi><p>", 2 }
    };

    (void) state;

    page = malloc(20000);
    assert_non_null(page);
    assert_int_equal(placing_parse("append p", 8, &place, &err), LN_OK);
    list.places = &place;
    list.nplaces = 1;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (n = 512; n <= 513; n++) {
            len = (size_t) sprintf(page, "%s", cases[i].begin);
            k = n - cases[i].open - cases[i].more;

            for ( /* void */ ; k >= cases[i].of; k -= cases[i].of) {
                len += (size_t) sprintf(page + len, "%s", cases[i].each);
            }

            while (k--) {
                len += (size_t) sprintf(page + len, "<div>");
            }

            len += (size_t) sprintf(page + len, "%sx", cases[i].inner);
            placing_run(&run, &list, 1, (unsigned char *) page, len, len, len);

            if (run.placements[0].rank != (n == 513)) {
                fail_msg("%s: element %zu", cases[i].each, n);
            }
        }
    }

    placing_free();
    free(page);
}


/* A language tag, and where the tag ends that has it. */
static void
languages(void **state)
{
    char            *page;
    size_t           len, n;
    ln_placer_t     *placer;
    placing_run_t    run;
    ln_place_list_t  list;

    static const char *const  tags[] = {
        "<!doctype html><html lang=ru>", "<html>", "<p>",
        "<html lang='a b'>", "<!doctype html><title>"
    };

    (void) state;

    page = malloc(40000);
    assert_non_null(page);
    list.places = NULL;
    list.nplaces = 0;

    for (n = 64; n <= 65; n++) {
        len = (size_t) sprintf(page, "<html lang=\"%0*d\">x", (int) n, 0);
        placing_run(&run, &list, 1, (unsigned char *) page, len, len, len);
        assert_int_equal(ln_placer_page(run.placer)->lang.len,
                         n == 64 ? 64 : 0);
    }

    for (n = 32768; n <= 32769; n++) {
        len = (size_t) sprintf(page, "<html lang=ru class=\"%0*d\">x",
                               (int) n - 23, 0);
        assert_int_equal(len, n + 1);
        placing_run(&run, &list, 1, (unsigned char *) page, len, len, len);
        assert_int_equal(ln_placer_page(run.placer)->lang.len,
                         n == 32768 ? 2 : 0);
    }

    /* from then on it is waited for no more */

    for (n = 0; n < sizeof(tags) / sizeof(tags[0]); n++) {
        placer = ln_placer_create(&placing_arena, &list, 1);
        assert_non_null(placer);
        ln_placer_charset(placer, LN_CHARSET_UTF8);
        len = strlen(tags[n]);
        ln_placer_feed(placer, (const unsigned char *) tags[n], len - 1, 0);
        assert_false(ln_placer_page(placer)->lang_settled);
        ln_placer_feed(placer, (const unsigned char *) tags[n] + len - 1, 1,
                       0);
        assert_true(ln_placer_page(placer)->lang_settled);
    }

    placing_free();
    free(page);
}


/* Names and values that a selector asks for. */
static void
attributes(void **state)
{
    char            *page, selector[128];
    size_t           len, n;
    ln_place_t       place;
    ln_error_t       err;
    placing_run_t    run;
    ln_place_list_t  list;

    (void) state;

    page = malloc(5000);
    assert_non_null(page);
    list.places = &place;
    list.nplaces = 1;

    for (n = 4096; n <= 4097; n++) {
        assert_int_equal(placing_parse("append [data-a$=z]", 18, &place, &err),
                         LN_OK);
        len = (size_t) sprintf(page, "<div data-b=y data-a=\"%0*dz\">x",
                               (int) n - 1, 0);
        placing_run(&run, &list, 1, (unsigned char *) page, len, len, 1);
        assert_int_equal(run.placements[0].rank, n == 4096 ? 0 : 1);
        placing_free();
    }

    /* an attribute's name of 63 bytes, an element's of 64 */

    len = (size_t) sprintf(selector, "append [a%062d]", 0);
    assert_int_equal(placing_parse(selector, len, &place, &err), LN_OK);
    len = (size_t) sprintf(page, "<p a%062d>x", 0);
    placing_run(&run, &list, 1, (unsigned char *) page, len, len, 1);
    assert_int_equal(run.placements[0].rank, 0);
    placing_free();

    for (n = 63; n <= 64; n++) {
        len = (size_t) sprintf(selector, "append a%063d", 0);
        assert_int_equal(placing_parse(selector, len, &place, &err), LN_OK);
        len = (size_t) sprintf(page, "<a%0*d>x", (int) n, 0);
        placing_run(&run, &list, 1, (unsigned char *) page, len, len, 1);
        assert_int_equal(run.placements[0].rank, n == 63 ? 0 : 1);
        placing_free();
    }

    free(page);
}


/* A doctype that is cut asks for quirks, where a table stands in a p. */
static void
doctypes(void **state)
{
    char            *page;
    size_t           len, n;
    ln_place_t       place;
    ln_error_t       err;
    placing_run_t    run;
    ln_place_list_t  list;

    (void) state;

    page = malloc(1000);
    assert_non_null(page);
    list.places = &place;
    list.nplaces = 1;

    for (n = 256; n <= 257; n++) {
        assert_int_equal(placing_parse("append p", 8, &place, &err), LN_OK);
        len = (size_t) sprintf(page, "<!doctype html%*s><p>a<table></table>"
                               "b<div>", (int) n - 5, "public \"a\"");
        placing_run(&run, &list, 1, (unsigned char *) page, len, len, 1);
        assert_int_equal(run.placements[0].offset,
                         strstr(page, n == 256 ? "<table" : "<div") - page);
        placing_free();
    }

    free(page);
}


/* A search that takes memory for each turn of a group. */
static void
patterns(void **state)
{
    size_t           i;
    ln_place_t       place;
    ln_error_t       err;
    placing_run_t    run;
    unsigned char   *page;
    ln_place_list_t  list;

    static const struct {
        const char  *place;
        size_t       turns;
        int          exceeded;
    } cases[] = {
        { "after ~ (?:.)*z", 5000, 0 },
        { "after ~ (?:.)*z", 11000, 1 },
        { "after ~ a(x|y)*z", 1000, 0 },
        { "after ~ a(x|y)*z", 11000, 1 }
    };

    (void) state;

    page = malloc(12000);
    assert_non_null(page);
    list.places = &place;
    list.nplaces = 1;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(page, 'x', 12000);
        memcpy(page, "<p>a", 4);
        page[cases[i].turns + 4] = 'z';
        assert_int_equal(placing_parse(cases[i].place, strlen(cases[i].place),
                                       &place, &err), LN_OK);
        placing_run(&run, &list, 1, page, cases[i].turns + 9,
                    cases[i].turns + 9, 1);
        assert_int_equal(run.placements[0].rank, cases[i].exceeded);
        assert_int_equal(ln_placer_page(run.placer)->exceeded,
                         cases[i].exceeded);
        placing_free_patterns(&place, 1);
        placing_free();
    }

    free(page);
}


/* Before a match, wherever it is in the window. */
static void
lookbehinds(void **state)
{
    size_t           i, at, cut;
    ln_place_t       place;
    placing_run_t    run;
    ln_error_t       err;
    unsigned char   *page;
    ln_place_list_t  list;

    enum { LEN = 16384 };

    static const char  most[] = "after ~ (?<=\xf0\x9f\x98\x80{255})y";
    static const char  more[] = "after ~ (?<=\xf0\x9f\x98\x80{256})y";

    (void) state;

    assert_int_equal(placing_parse(more, sizeof(more) - 1, &place, &err),
                     LN_ERROR);
    assert_non_null(strstr(err.text, "more than 255 characters"));

    page = malloc(LEN);
    assert_non_null(page);
    list.places = &place;
    list.nplaces = 1;

    for (i = 0; i < LEN; i += 4) {
        memcpy(page + i, "\xf0\x9f\x98\x80", 4);
    }

    memcpy(page, "<p> ", 4);

    for (at = 8192 - 16; at < 8192 + 16; at += 4) {
        for (cut = 1; cut <= LEN; cut *= 4) {
            assert_int_equal(placing_parse(most, sizeof(most) - 1, &place,
                                           &err), LN_OK);
            memcpy(page + at, "y   ", 4);
            placing_run(&run, &list, 1, page, LEN, cut, cut);
            assert_int_equal(run.placements[0].rank, 0);
            assert_int_equal(run.placements[0].offset, at + 1);
            placing_free_patterns(&place, 1);
            placing_free();
        }

        memcpy(page + at, "\xf0\x9f\x98\x80", 4);
    }

    free(page);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(hiders),
        cmocka_unit_test(names),
        cmocka_unit_test(formatting),
        cmocka_unit_test(ends),
        cmocka_unit_test(foreign),
        cmocka_unit_test(slots),
        cmocka_unit_test(depth),
        cmocka_unit_test(languages),
        cmocka_unit_test(attributes),
        cmocka_unit_test(doctypes),
        cmocka_unit_test(patterns),
        cmocka_unit_test(lookbehinds)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
