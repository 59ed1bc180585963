/* Selectors: what they match, and what a bad one is told. */

#include <stdio.h>

#include "../placing.h"


static void
types_classes_ids(void **state)
{
    static const placing_case_t  cases[] = {
        { "before P", "<div>a</div>|<p>b</p>", 0, NULL },
        { "before p", "<div>a</div>|<P>b</P>", 0, NULL },
        { "before .a", "<p class=ab></p><p class=A></p>|<p class='b a'>",
          0, NULL },
        { "before .a.b", "<p class=a></p>|<p class='b\n a'>", 0, NULL },
        { "before #a", "<p id='a b'></p>|<p id=a>", 0, NULL },
        { "before p#a.b", "<i id=a class=b></i>|<p class=b id=a>", 0, NULL },
        { "before .a", "<p class=b class=a></p>|<p class=a>", 0, NULL },
        { "before .a", "<p xclass=a></p>|<p CLASS=\"a\">", 0, NULL },
        { "before .a", "<p =class=a></p>|<p class=a>", 0, NULL },
        { "before .\\31 a", "<p class=a></p>|<p class=1a>", 0, NULL },
        { "before .\\0041", "<p class=0041></p>|<p class=A>", 0, NULL },
        { "before .\\0000411", "<p class=\xe2\x90\x91></p>|<p class=A1>",
          0, NULL },
        { "before .a\\:b", "<p class=a></p>|<p class='a:b'>", 0, NULL },
        { "before .\xd1\x8f", "<p></p>|<p class='\xd1\x8f'>", 0, NULL },
        { "before my-tag", "<my-tags></my-tags>|<my-tag>", 0, NULL },
        { "before p,.a", "<div></div>|<i class=a></i><p>", 0, NULL },
        { "append article.x, main", "<article>a</article><main>b|</main>",
          0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
attributes(void **state)
{
    static const placing_case_t  cases[] = {
        { "before [a]", "<p></p>|<p a>", 0, NULL },
        { "before [A]", "<p></p>|<p a=''>", 0, NULL },
        { "before [a=b]", "<p a=bc></p><p a=B></p>|<p a=b>", 0, NULL },
        { "before [a=\"b c\"]", "<p a=b></p>|<p a='b c'>", 0, NULL },
        { "before [a=b i]", "<p a=c></p>|<p a=B>", 0, NULL },
        { "before [a='b'  s]", "<p a=B></p>|<p a=b>", 0, NULL },
        { "before [a~=b]", "<p a=b-c></p>|<p a='c b'>", 0, NULL },
        { "before [a|=b]", "<p a=bc></p>|<p a=b-c>", 0, NULL },
        { "before [a|=b]", "<p a=cb></p>|<p a=b>", 0, NULL },
        { "before [a^=b]", "<p a=cb></p>|<p a=bc>", 0, NULL },
        { "before [a$=b]", "<p a=bc></p>|<p a=cb>", 0, NULL },
        { "before [a*=b]", "<p a=c></p>|<p a=cbc>", 0, NULL },
        { "before [ a ^= 'b' ]", "<p></p>|<p a=bc>", 0, NULL },
        { "before [a='<']", "<p a='&lt;b'></p>|<p a='&lt'></p>", 0, NULL },
        { "before [a='<&\"A\xe2\x82\xac']",
          "<p></p>|<p a='&lt;&amp;&quot;&#65;&#x80;'>", 0, NULL },
        { "before [a='&ltb']", "<p></p>|<p a='&ltb'>", 0, NULL },
        { "before [a='b\\a c']", "<p></p>|<p a='b\r\nc'>", 0, NULL },
        { "before [a='b\\'c']", "<p a=b></p>|<p a=\"b'c\">", 0, NULL },
        { "before [a='']", "<p a=b></p>|<p a>", 0, NULL },
        { "before [a*='']", "<p a=''></p><p a=b></p>|", 1, NULL },
        { "before [a$='']", "<p a=''></p><p a=b></p>|", 1, NULL },
        { "before [a$=bc]", "<p a=c></p>|<p a=abc>", 0, NULL },
        { "before [a|=bc]", "<p a=b></p><p a=bcd></p>|<p a=bc-d>", 0, NULL },
        { "before [a~=b]", "<p a=' '></p>|<p a=' b '>", 0, NULL },
        { "before [a|='b c']", "<p a='b d'></p>|<p a='b c'>", 0, NULL },
        { "before [a*=BC i]", "<p a=b></p>|<p a=abcd>", 0, NULL },
        { "before [data-x=\"a\"][lang]", "<p lang></p>|<p lang data-x = a>",
          0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
combinators(void **state)
{
    static const placing_case_t  cases[] = {
        { "before div p", "<p></p><div><i>|<p></i></div>", 0, NULL },
        { "before div > p", "<div><ul><p></p></ul>|<p></div>", 0, NULL },
        { "before .a .b > p", "<div class=b><p></p></div><div class=a><div>"
                              "<div class=b>|<p>", 0, NULL },
        { "before .a > .a > .a", "<i class=a><i class=a>|<i class=a>",
          0, NULL },
        { "before div p", "<div></div><p></p><div>|<p>", 0, NULL },
        { "append body > div", "<div>a|</div>", 0, NULL },
        { "append html > body > div", "<div>a|</div>", 0, NULL },
        { "before section p", "<section></section><b><p>x</b></p>|", 1, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
positions(void **state)
{
    static const placing_case_t  cases[] = {
        { "before p:first-child", "<i></i><p></p><div>|<p>", 0, NULL },
        { "before p:nth-child(2)", "<p></p>|<p>", 0, NULL },
        { "before i:nth-child(odd)", "<b></b><i></i>|<i></i>", 0, NULL },
        { "before i:nth-child(even)", "<i></i>|<i></i>", 0, NULL },
        { "before i:nth-child(3n+1)", "<b></b><i></i><i></i>|<i></i>",
          0, NULL },
        { "before i:nth-child( -n + 2 )", "<b></b>|<i></i>", 0, NULL },
        { "before i:nth-child(n+3)", "<i></i><i></i>|<i></i>", 0, NULL },
        { "before i:nth-child(+2)", "<i></i>|<i></i>", 0, NULL },
        { "before i:nth-child(-2)", "<i></i><i></i>|", 1, NULL },
        { "before i:nth-child(3n - 1)", "<i></i>|<i></i>", 0, NULL },
        { "before i:nth-child(+n)", "|<i></i>", 0, NULL },
        { "before i:nth-child(99999999)", "<i></i><i></i>|", 1, NULL },
        { "before i:nth-child(999999999n+2)", "<i></i>|<i></i>", 0, NULL },
        { "before P:NTH-CHILD(EVEN)", "<p></p>|<p>", 0, NULL },
        { "before p:first-of-type", "<i></i>|<p></p>", 0, NULL },
        { "before p:nth-of-type(2)", "<p></p><i></i>|<p></p>", 0, NULL },
        { "after div > p:nth-of-type(2)",
          "<p></p><p></p><div><p></p><b></b><p></p>|", 0, NULL },
        { "before p:not(.a)", "<p class=a></p>|<p class=b>", 0, NULL },
        { "before p:not(.a, #b)", "<p class=a></p><p id=b></p>|<p>", 0, NULL },
        { "before p:not([a=b]):not(:first-child)", "<p></p>|<p>", 0, NULL },
        { "before p:not(:first-of-type)", "<p></p>|<p>", 0, NULL },

        /* no type says which elements' attributes are looked at */

        { "before .a:not([b=c])", "<p class=a b=c></p>|<i class=a b=d>",
          0, NULL },
        { "before .a:not(p[b])", "<p class=a b></p>|<i class=a b>", 0, NULL },
        { "before :not(html, head, body, [b])", "<p b></p>|<i c>", 0, NULL },
        { "after .a > :not([b])", "<p><i></i></p><p class=a><i b></i><b></b>|",
          0, NULL },

        /* one type, counted for several */

        { "before p.x:nth-of-type(2), p.y:nth-of-type(3)",
          "<p class=x></p><p class=y></p>|<p class=y>", 0, NULL },
        { "before i.x:first-of-type, p.x:nth-of-type(2), p.y:nth-of-type(3)",
          "<i></i><i></i><i></i><p class=y></p><p></p>|<p class=y>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
a_long_value_is_cut(void **state)
{
    size_t         n, cut;
    char           page[20000];
    ln_place_t     place;
    placing_run_t  run;
    ln_error_t     error;

    (void) state;

    for (cut = 0; cut < 2; cut++) {
        memset(page, 'x', sizeof(page));
        memcpy(page, "<b class='a ", 12);
        n = cut ? 9000 : 4000;
        memcpy(page + n, " b'>c</b><b class='b'>", 23);

        assert_int_equal(placing_parse("append .b", 9, &place, &error), LN_OK);
        placing_run(&run, &(ln_place_list_t) { &place, 1 }, 1,
                    (unsigned char *) page, n + 22, 1, 777);
        assert_int_equal(run.placements[0].offset, cut ? n + 22 : n + 5);
        assert_int_equal(run.placements[0].rank, 0);
    }

    placing_free();
}


/* Of a value that is cut, what may be behind the cut is not taken for true. */
static void
a_long_value_is_uncertain(void **state)
{
    size_t         i;
    char           page[6100], text[4200];
    ln_place_t     place;
    ln_error_t     error;
    placing_run_t  run;

    static const struct {
        const char  *place;
        unsigned     placed;
    } cases[] = {
        { "append [t]", 1 }, { "append [t^=xxx]", 1 }, { "append [t*=xxx]", 1 },
        { "append [t$=xxx]", 0 }, { "append [t*=y]", 0 },
        { "append [t|=x]", 0 }, { "append [t~=y]", 0 }, { NULL, 0 }
    };

    (void) state;

    memset(page, 'x', sizeof(page));
    memcpy(page, "<p t='", 6);
    memcpy(page + 6001, "y'>a</p>", 9);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {

        /* equal to as much as is kept, and to no more */

        (void) snprintf(text, sizeof(text), "append [t|=%0*d]", 4096, 0);
        memset(text + 11, 'x', 4096);

        if (cases[i].place) {
            (void) snprintf(text, sizeof(text), "%s", cases[i].place);
        }

        assert_int_equal(placing_parse(text, strlen(text), &place, &error),
                         LN_OK);
        placing_run(&run, &(ln_place_list_t) { &place, 1 }, 1,
                    (unsigned char *) page, 6009, 1, 777);

        if ((run.placements[0].rank == 0) != cases[i].placed) {
            fail_msg("%.40s: rank %u", text, run.placements[0].rank);
        }

        placing_free();
    }
}


static void
errors(void **state)
{
    size_t      i;
    ln_place_t  place;
    ln_error_t  error;

    static const struct {
        const char  *place;
        const char  *text;
    } cases[] = {
        { "append article >> p",
          "invalid selector \"article >> p\": unexpected \">\" at offset 9, a"
          " compound selector is expected" },
        { "append ", "a compound selector is expected" },
        { "inside p", "unknown position \"inside\"" },
        { "append p,", "unexpected end at offset 2, a compound selector" },
        { "append p >", "unexpected end at offset 3" },
        { "append p..a", "unexpected \".\" at offset 2, a class name" },
        { "append #1", "unexpected \"1\" at offset 1, an id" },
        { "append [a", "unexpected end at offset 2, \"]\" or one of" },
        { "append [a~b]", "unexpected \"b\" at offset 3" },
        { "append [a~", "unexpected end at offset 3" },
        { "append [a|", "unexpected end at offset 3, \"=\" is expected" },
        { "append [a=]", "unexpected \"]\" at offset 3" },
        { "append [a='b]", "a closing single quote" },
        { "append [a=b x]", "unexpected \"x\" at offset 5" },
        { "append [=a]", "an attribute's name" },
        { "append p + p", "sibling combinators" },
        { "append p~p", "sibling combinators" },
        { "append p::before", "pseudo-elements are not supported" },
        { "append p:hover", "only :not(), :first-child" },
        { "append svg|p", "namespaces" },
        { "append td||p", "namespaces" },
        { "append td |p", "namespaces" },
        { "append *|p", "namespaces" },
        { "append [x|a=b]", "namespaces" },
        { "append p:nth-child(x)", "\"odd\", \"even\"" },
        { "append p:nth-child(2", "unexpected end at offset 13" },
        { "append p:nth-child(2x)", "unexpected \"x\" at offset 13, \")\"" },
        { "append p:nth-child(2n+)", "a number" },
        { "append .a:first-of-type", "a type must be named" },
        { "append p:not(a b)", "no combinator in :not()" },
        { "append p:not(:not(a))", ":not() in a :not()" },
        { "append p:", "another pseudo-class at offset 1" },
        { "append p:not", "another pseudo-class" },
        { "append p:has(a)", "another pseudo-class" },
        { "append p:last-child", "another pseudo-class" },
        { "append p:only-child", "another pseudo-class" },
        { "append p:placeholder", "another pseudo-class" },
        { "append p:last-of-type", "another pseudo-class" },
        { "append p:target-within", "another pseudo-class" },
        { "append p:not(", "unexpected end at offset 6, a compound" },
        { "append p:not(a", "unexpected end at offset 7, \",\" or \")\"" },
        { "append p:not(a(", "unexpected \"(\" at offset 7, \",\" or \")\"" },
        { "append p:nth-child(", "unexpected end at offset 12" },
        { "append p:nth-child(+", "unexpected end at offset 13" },
        { "append p:nth-child(+ 5)", "unexpected \" \" at offset 13" },
        { "append p:nth-child(2n", "unexpected end at offset 14, \")\"" },
        { "append p:nth-child(2n-", "unexpected end at offset 15, a number" },
        { "append p:nth-child(\xd0\xb6)", "unexpected \"\xd0\xb6\" at" },
        { "append p:nth-child(\xd0\xb6", "unexpected \"\xd0\xb6\" at" },
        { "append p:nth-child(\xd0\x80\x80\x80\x80)",
          "unexpected \"\xd0\x80\x80\x80\" at" },
        { "append [a=", "unexpected end at offset 3, a name or a quoted" },
        { "append [a=b", "unexpected end at offset 4, \"]\", \"i\" or" },
        { "append [a='b' i", "unexpected end at offset 8, \"]\", \"i\"" },
        { "append [a=\"b", "unexpected end at offset 5, a closing double" },
        { "append [a=\"b\nc\"]", "at offset 5, a closing double quote" },
        { "append [a='b\\", "unexpected end at offset 6, a closing single" },
        { "append .-", "unexpected \"-\" at offset 1, a class name" },
        { "append .-1", "unexpected \"-\" at offset 1, a class name" },
        { "append .\\", "unexpected \"\\\" at offset 1, a class name" },
        { "append .\\\n", "unexpected \"\\\" at offset 1, a class name" },
        { "append .", "unexpected end at offset 1, a class name" },
        { "append .a\\", "unexpected \"\\\" at offset 2" },
        { "append td|", "namespaces" },
        { "append p:nth-child(2n+1", "unexpected end at offset 16, \")\"" },
        { "append p&", "unexpected \"&\" at offset 1" },
        { "append \xd0\xb6", "begins with a letter of a to z" },
        { "append p _b", "found another one at offset 2" },
        { "append \\31 a", "begins with a letter of a to z" },
        { "append \xe2\x80\x9cp\xe2\x80\x9d", "found a curly one at offset 0" },
        { "append p\xc3\xa9(", "unexpected \"(\" at offset 3" },
        { "append 5", "unexpected \"5\" at offset 0" },
        { "append img", "a notice inside \"img\"" },
        { "append script", "a notice inside \"script\"" },
        { "prepend div, title", "a notice inside \"title\"" },
        { "append #a head", "a notice inside \"head\"" },
        { "prepend select.a", "use \"before\" or \"after\"" },
        { "prepend html", "use \"prepend body\"" },
        { "before html", "a notice before \"html\"" },
        { "append ~ a", "\"append\" takes no pattern" },
        { "before ~", "must be followed by one pattern" },
        { "before ~ a(b", "invalid pattern \"a(b\": missing closing"
                          " parenthesis at offset 3" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (placing_parse(cases[i].place, strlen(cases[i].place), &place,
                          &error)
            != LN_ERROR)
        {
            fail_msg("%s: taken", cases[i].place);
        }

        if (strstr(error.text, cases[i].text) == NULL) {
            fail_msg("%s: %s", cases[i].place, error.text);
        }
    }

    assert_int_equal(placing_parse("append article >> p", 19, &place, &error),
                     LN_ERROR);
    assert_int_equal(error.column, 10);

    placing_free();
}


/* As much of a kind as is taken, and one more: a text with its number in it. */
static void
limits(void **state)
{
    int              rc;
    char             text[4000];
    size_t           i, k, len;
    unsigned         n;
    ln_place_t       place;
    ln_error_t       error;
    placing_run_t    run;
    ln_place_list_t  list;

    static unsigned char  page[] = "<u>a</u>";

    static const struct {
        const char  *first;
        const char  *more;
        unsigned     most;
        const char  *says;
    } cases[] = {
        { "[z]", ",[a%u]", 31, "more than 32 attributes" },
        { "", ".c%u", 32, "more than 32 conditions" },
        { "p", ":not(.c%u)", 32, "more than 32 negations" },
        { "p", ":nth-child(%u)", 32, "more than 32 positions" },
        { "x", ",x-%u:first-of-type", 32, "more than 32 types to count" },
        { "p", " p%u", 15, "more than 16 compound selectors" },
        { "p", ",p%u", 63, "more than 64 selectors in a list" }
    };

    (void) state;

    list.places = &place;
    list.nplaces = 1;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (k = 0; k < 2; k++) {
            len = (size_t) sprintf(text, "append %s", cases[i].first);

            for (n = 0; n < cases[i].most + k; n++) {
                len += (size_t) sprintf(text + len, cases[i].more, n + 10);
            }

            rc = placing_parse(text, len, &place, &error);

            if (rc != (k ? LN_ERROR : LN_OK)) {
                fail_msg("%s %u times: %s", cases[i].more, n, error.text);
            }

            if (k && strstr(error.text, cases[i].says) == NULL) {
                fail_msg("%s: %s", cases[i].more, error.text);
            }

            if (k == 0) {
                placing_run(&run, &list, 1, page, sizeof(page) - 1, 1, 1);
                assert_int_not_equal(run.placements[0].rank, 0);
            }

            placing_free();
        }
    }

    /* names */

    for (k = 0; k < 2; k++) {
        len = (size_t) sprintf(text, "append %0*d", (int) (64 + k), 0);
        memset(text + 7, 'x', 64 + k);
        assert_int_equal(placing_parse(text, len, &place, &error),
                         k ? LN_ERROR : LN_OK);

        len = (size_t) sprintf(text, "append [%0*d]", (int) (63 + k), 0);
        memset(text + 8, 'x', 63 + k);
        assert_int_equal(placing_parse(text, len, &place, &error),
                         k ? LN_ERROR : LN_OK);
    }

    assert_non_null(strstr(error.text, "an attribute's name of more than 63"));

    placing_free();
}


/* More than fits a byte, or a word; elements that go amid the others. */
static void
many(void **state)
{
    static const placing_case_t  cases[] = {
        { "append b b b b b b b b b i",
          "<b><b><b><b><b><b><b><b><i></i><b><i>a|</i>", 0, NULL },
        { "append b b b b b b b b b b b b b b b i",
          "<b><b><b><b><b><b><b><b><b><b><b><b><b><b><i></i><b><i>a|</i>", 0,
          NULL },
        { "append div b b b b b b b b b i",
          "<div><u><u><b><b><b><b><b><u><u><b><b><b><b><u><u><i>a|</i>", 0,
          NULL },
        { "append b>b>b>b>b>b>b>b>b>i",
          "<b><b><b><b><b><b><b><b><b><u><i></i></u><i>a|</i>", 0, NULL },
        { "append x b b b b b b b b i, div b b b b b b b b p > i",
          "<b><b><b><b><b><b><b><b><i></i><div><b><b><b><b><b><b><b><b><p>"
          "<u><i></i></u><i>a|</i>", 0, NULL },
        { "append i:nth-of-type(2)",
          "<div><b><i>a</i><p>a</b><i>b</i><i>c|</i></p></div>", 0, NULL },
        { "append u:first-of-type",
          "<div><b><p>a</b><u>b|</u></p></div><u>", 0, NULL },
        { "append span > i:nth-of-type(2)",
          "<b><div><div><div><div><div><div><div><div><div><span><i>1</i></b>"
          "<i>2|</i></span>", 0, NULL },
        { "append div > i:nth-of-type(4)",
          "<b><div><div><div><div><div><div><div><div><div><i>1</i><i>2</i>"
          "<i>3</i><span><i>1</i></b></span><i>4|</i>", 0, NULL },
        { "append span > i:nth-child(2), u:nth-of-type(2) > i",
          "<b><div><div><div><div><div><div><div><div><div><u><i>1</i></u>"
          "<span><i>2</i></b><i>3|</i></span>", 0, NULL },
        { "append html:first-child p", "<p>a</p>|", 0, NULL },
        { "append html:nth-child(2) p", "<p>a</p>|", 1, NULL },
        { "append [t~='']", "<p t=''>a</p>|", 1, NULL },
        { "append [t^='']", "<p t=''>a</p>|", 1, NULL },
        { "append [t^='ab']", "<p t='a'>a</p><p t='abc'>b</p>|", 0, NULL },
        { "append p:not([u])", "<p u>a</p><p>b</p>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* A NUL is U+FFFD; a name that is too long is that of no other. */
static void
odd_attributes(void **state)
{
    size_t           i;
    char             page[400];
    ln_place_t       place;
    ln_error_t       error;
    placing_run_t    run;
    ln_place_list_t  list;

    static const char       nul[] = "append [a\\fffd b=\"x\\fffd y\\fffd\"]";
    static unsigned char    nuls[] = "<p a=\"x\">a</p><p a\0b='x\0y\0'>b</p>";

    (void) state;

    list.places = &place;
    list.nplaces = 1;

    assert_int_equal(placing_parse(nul, strlen(nul), &place, &error), LN_OK);

    for (i = 1; i < sizeof(nuls); i++) {
        placing_run(&run, &list, 1, nuls, sizeof(nuls) - 1, i, i);
        assert_int_equal(run.placements[0].rank, 0);
        assert_int_equal(run.placements[0].offset, sizeof(nuls) - 1);
    }

    placing_free();

    (void) sprintf(page, "append [%063d]", 0);
    memset(page + 8, 'x', 63);
    assert_int_equal(placing_parse(page, strlen(page), &place, &error), LN_OK);

    (void) sprintf(page, "<p %064d>a</p><p %0100d>b</p><p %063d>c</p>", 0, 0,
                   0);

    for (i = 0; page[i]; i++) {
        page[i] = page[i] == '0' ? 'x' : page[i];
    }

    for (i = 1; i < strlen(page); i += 13) {
        placing_run(&run, &list, 1, (unsigned char *) page, strlen(page), i, i);
        assert_int_equal(run.placements[0].rank, 0);
        assert_int_equal(run.placements[0].offset, strlen(page));
    }

    placing_free();
}


/* Identifiers that need an escape, or two hyphens. */
static void
identifiers(void **state)
{
    static const placing_case_t  cases[] = {
        { "append .--a", "<p class=--a></p>|", 0, NULL },
        { "append .-a", "<p class=-a></p>|", 0, NULL },
        { "append .\\31 a", "<p class=1a></p>|", 0, NULL },
        { "append .\\000031a", "<p class=1a></p>|", 0, NULL },
        { "append .a\\:b", "<p class=a:b></p>|", 0, NULL },
        { "append .\\1f600", "<p class=\xf0\x9f\x98\x80></p>|", 0, NULL },
        { "append .\\0 a", "<p class=\xef\xbf\xbd" "a></p>|", 0, NULL },
        { "append .\\d800", "<p class=\xef\xbf\xbd></p>|", 0, NULL },
        { "append .\\110000", "<p class=\xef\xbf\xbd></p>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
split_words_are_joined(void **state)
{
    ln_place_t       place;
    ln_error_t       error;
    placing_run_t    run;
    ln_place_list_t  list;

    static const ln_str_t  words[] = {
        ln_string("append"), ln_string("article"), ln_string(">"),
        ln_string("p")
    };

    static const ln_str_t  three[] = {
        ln_string("append"), ln_string("ul"), ln_string("li"), ln_string("p")
    };

    static unsigned char  page[] = "<li><p>a</p></li><ul><li><p>b</p></ul>";

    (void) state;

    assert_int_equal(ln_place_parse(&placing_arena, words, 4, &place, &error),
                     LN_OK);
    assert_int_equal(place.position, LN_PLACE_APPEND);
    assert_non_null(place.selector);
    assert_null(place.pattern);

    list.places = &place;
    list.nplaces = 1;

    assert_int_equal(ln_place_parse(&placing_arena, three, 4, &place, &error),
                     LN_OK);
    placing_run(&run, &list, 1, page, sizeof(page) - 1, 7, 7);
    assert_int_equal(run.placements[0].rank, 0);
    assert_int_equal(run.placements[0].offset,
                     strstr((char *) page, "</ul>") - (char *) page);

    assert_int_equal(ln_place_parse(&placing_arena, words, 0, &place, &error),
                     LN_ERROR);
    assert_non_null(strstr(error.text, "unknown position"));
    assert_int_equal(ln_place_parse(&placing_arena, words, 1, &place, &error),
                     LN_ERROR);
    assert_non_null(strstr(error.text, "\"append\" must be followed by"));
    assert_int_equal(ln_place_parse(&placing_arena, words, 3, &place, &error),
                     LN_ERROR);

    placing_free();
}


/* As the standard reads them, so that a selector sees what a browser sees. */
static void
references(void **state)
{
    static const placing_case_t  cases[] = {
        { "append [t='a&b']", "<p t='a&amp;b'></p>|", 0, NULL },
        { "append [t='a&b']", "<p t='a&ampb'><b t='a&amp'></b><i t=a&AMP;b>|",
          0, NULL },
        { "append [t='&=']", "<p t='&amp='><b t='&='>|", 0, NULL },
        { "append [t='&amp=']", "<p t='&amp='></p>|", 0, NULL },
        { "append .caf\xc3\xa9", "<p class='caf&eacute;'></p>|", 0, NULL },
        { "append .caf\xc3\xa9", "<p class='caf&#233'></p>|", 0, NULL },
        { "append .caf\xc3\xa9", "<p class='caf&#xE9;'></p>|", 0, NULL },
        { "append [t='\xe2\x82\xac']", "<p t='&#x80;'></p>|", 0, NULL },
        { "append [t='\xef\xbf\xbd']", "<p t='&#0;'></p>|", 0, NULL },
        { "append [t='\xef\xbf\xbd']", "<p t='&#xd800;'></p>|", 0, NULL },
        { "append [t='\xef\xbf\xbd']", "<p t='&#x99999999999;'></p>|",
          0, NULL },
        { "append [t='&#\\3b']", "<p t='&#;'></p>|", 0, NULL },
        { "append [t='&#x\\3b']", "<p t='&#x;'></p>|", 0, NULL },
        { "append [t='&x\\3b']", "<p t='&x;'></p>|", 0, NULL },
        { "append [t='&']", "<p t='&'></p>|", 0, NULL },
        { "append [t='\xe2\x88\x89']", "<p t='&notin;'></p>|", 0, NULL },
        { "append [t='&notit\\3b']", "<p t='&notit;'></p>|", 0, NULL },
        { "append [t='\xe2\x89\x82\xcc\xb8']", "<p t='&NotEqualTilde;'></p>|",
          0, NULL },
        { "append [t='a\\a b\\a c']", "<p t='a\r\nb\rc'></p>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(references),
        cmocka_unit_test(types_classes_ids),
        cmocka_unit_test(attributes),
        cmocka_unit_test(combinators),
        cmocka_unit_test(positions),
        cmocka_unit_test(a_long_value_is_cut),
        cmocka_unit_test(a_long_value_is_uncertain),
        cmocka_unit_test(errors),
        cmocka_unit_test(limits),
        cmocka_unit_test(identifiers),
        cmocka_unit_test(many),
        cmocka_unit_test(odd_attributes),
        cmocka_unit_test(split_words_are_joined)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
