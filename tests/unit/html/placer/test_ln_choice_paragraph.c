/*
 * A notice in a p ends it in a browser, so that what hides in the p goes on
 * behind its end.  Another notice, at the page's end, is shown.
 */

#include "../placing.h"


/*
 * The first notice goes to its place, the second one to the page's end, with
 * that closer.  `|` in the page is where the two go.
 */
typedef struct {
    const char  *place;
    const char  *page;
    const char  *closer;
} paragraph_case_t;


static void
paragraph_expect(const paragraph_case_t *c, const placing_run_t *run,
    const size_t *at, size_t first)
{
    unsigned  i;

    for (i = 0; i < 2; i++) {
        if (run->placements[i].offset != at[i]
            || strcmp(run->closers[i], i ? c->closer : "") != 0)
        {
            fail_msg("\"%s\" in %s, cut at %zu: %u. at %llu, not %zu, closer "
                     "\"%s\"", c->place, c->page, first, i,
                     (unsigned long long) run->placements[i].offset, at[i],
                     run->closers[i]);
        }
    }
}


static void
paragraph_check(const paragraph_case_t *c)
{
    size_t           n, len, first, at[2];
    ln_place_t       places[2][PLACING_PLACES];
    const char      *p;
    placing_run_t    run;
    unsigned char    page[256];
    ln_place_list_t  lists[2];

    for (p = c->page, len = 0, n = 0; *p != '\0'; p++) {
        if (*p == '|') {
            assert_true(n < 2);
            at[n++] = len;
        } else {
            page[len++] = (unsigned char) *p;
        }
    }

    assert_true(n == 2);

    for (n = 0; n < 2; n++) {
        lists[n].places = places[n];
        lists[n].nplaces = placing_parse_list(n ? "append #none" : c->place,
                                              places[n]);
    }

    for (first = 0; first <= len; first++) {
        placing_run(&run, lists, 2, page, len, first, len);
        paragraph_expect(c, &run, at, first);
    }

    placing_run(&run, lists, 2, page, len, 1, 1);
    paragraph_expect(c, &run, at, 1);

    placing_free_patterns(places[0], lists[0].nplaces);
    placing_free();
}


static void
paragraph_check_all(const paragraph_case_t *cases, size_t n)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        paragraph_check(&cases[i]);
    }
}


#define paragraph_table(cases)                                                \
    paragraph_check_all(cases, sizeof(cases) / sizeof(paragraph_case_t))


/* What hides stays open behind the p, whatever ends that. */
static void
hidden(void **state)
{
    static const paragraph_case_t  cases[] = {
        { "before .k", "<p>|<x-y class=k><canvas hidden><div>|",
          "</div></canvas>" },
        { "before .k", "<p>a|<b class=k></b><span hidden>c<p>d|",
          "</p></span>" },
        { "before .k", "<p>a|<b class=k></b><span hidden>c</p>d|",
          "</span>" },
        { "before .k", "<p>a|<b class=k></b><span hidden><ul>c</ul>d|",
          "</span>" },
        { "after .k", "<p>a<b class=k></b>|<span hidden>c</p>d|", "</span>" },
        { "append .k", "<p>a<b class=k>b|</b><span hidden>c</p>d|",
          "</span>" },
        { "prepend .k", "<p><b class=k>|b<span hidden>c<h1>d|",
          "</h1></span>" },
        { "prepend .k", "<p><span class=k>|b<span hidden>c<h1>d|",
          "</h1></span>" },
        { "after ~ a", "<p>a|<span hidden>c</p>d|", "</span>" },
        { "before .k", "<p>|<button class=k></button><span hidden>c</p>|",
          "</span>" },

        /* nor does the end of what was open in the p */

        { "before .k", "<p><span>|<b class=k></b><x-y hidden></span>a|",
          "</x-y>" },
        { "append .k", "<p><x-a><x-b class=k>|</x-b><x-y hidden></x-a>a|",
          "</x-y>" },
        { "after ~ a", "<p><x-a>a|<span hidden></x-a>a<p>b|", "</p></span>" },
        { "before .k", "<form><p><x-a>|<b class=k></b></form><x-y hidden>"
                       "</x-a>a|", "</x-y>" },

        /* the p has another index by then */

        { "before .k", "<form><p>|<b class=k></b></form><span hidden></p>a|",
          "</span>" },
        { "before .k", "<b><div><div><div><div><div><div><div><div><div><p>|"
                       "<u class=k></u></b><span hidden></p>a|", "</span>" },
        { "before .k", "<p>|<b class=k></b><form><span hidden></form></p>a|",
          "</span>" }
    };

    (void) state;

    paragraph_table(cases);
}


/* The p ends as it does without a notice. */
static void
as_ever(void **state)
{
    static const paragraph_case_t  cases[] = {

        /* the notice is in no p, or none that it ends */

        { "before .k", "|<p class=k><span hidden>c</p>d|", "" },
        { "prepend .k", "|<p class=k><span hidden>c</p>d|", "" },
        { "after .k", "<p class=k>a</p>|<p><span hidden>c</p>d|", "" },
        { "before .k", "<p><button>|<b class=k></b></button><u hidden></u>"
                       "<span hidden></p>a|", "" },
        { "prepend .k", "<p><button class=k>|</button><span hidden>c</p>d|",
          "" },

        /* another p */

        { "before .k", "<p>|<b class=k></b></p><p><span hidden>c</p>d|", "" },
        { "before .k", "<p>|<b class=k></b><p><span hidden>c</p>d|", "" },
        { "before .k", "<div><p>|<b class=k></b></div><p><u hidden>c</u></p>|",
          "" },

        /* what was open before, and what has opened behind the notice */

        { "before .k", "<x-a><p>|<b class=k></b></p><u hidden></x-a></u>b|",
          "" },
        { "before .k", "<p>|<b class=k></b><x-a><x-y hidden></x-a>b|", "" },
        { "before .k", "<p><x-a>|<b class=k></b></x-a><x-a><x-y hidden></x-a>|",
          "" },

        /* what hides ends within the p */

        { "before .k", "<p>|<b class=k></b><span hidden>c</span><p>d|", "" },

        /* the element around the p ends both */

        { "before .k", "<div><p>|<b class=k></b><span hidden>c</div>d|", "" }
    };

    (void) state;

    paragraph_table(cases);
}


/* A place that is not decided when the p ends is passed over. */
static void
pending(void **state)
{
    static const paragraph_case_t  cases[] = {
        { "append article;before .k",
          "<p>a<b class=k></b><span hidden>c</p>d||", "" },
        { "append article;before .k",
          "<p>a<b class=k></b><span hidden>c</p><article>d|</article>|", "" },
        { "append article;before .k",
          "<p>a<b class=k></b><span hidden>c</p>|<b class=k></b>d|", "" },
        { "append article;before .k",
          "<p>a|<b class=k></b><span hidden>c</span></p>d|", "" }
    };

    (void) state;

    paragraph_table(cases);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(hidden),
        cmocka_unit_test(as_ever),
        cmocka_unit_test(pending)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
