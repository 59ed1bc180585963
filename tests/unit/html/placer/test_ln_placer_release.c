/* Whoever sends a page pauses: nothing is held, and no notice is lost. */

#include "../placing.h"
#include "html/placer/ln_placer_release.h"


/*
 * In `page` the sender pauses at each `^`, and the notice goes in at `|`.  A
 * notice that goes in where the sender pauses is `^|` there.
 */
typedef struct {
    const char    *place;
    const char    *page;
    unsigned       rank;
    const char    *closer;
} release_case_t;


/* What is fed may be no page. */
static int  release_judges;


/* The placements that are known, as placing_feed() takes them. */
static void
release_run(placing_run_t *run, uint64_t held)
{
    ln_placer_release(run->placer);
    placing_feed(run, NULL, 0, 0);

    assert_true(run->fed - run->safe <= held);
    assert_false(ln_placer_pending(run->placer));
}


/* Feeds the page by pieces of `chunk` bytes at most, which end at pauses. */
static void
release_page(placing_run_t *run, const ln_place_list_t *list,
    const unsigned char *page, size_t len, const size_t *pauses, size_t n,
    size_t chunk)
{
    size_t  at, k, i;

    memset(run, 0, sizeof(placing_run_t));
    run->placer = ln_placer_create(&placing_arena, list, 1);
    assert_non_null(run->placer);
    ln_placer_charset(run->placer, placing_charset);

    if (release_judges) {
        ln_placer_judge(run->placer);
    }

    for (at = 0, i = 0; ; at += k) {

        while (i < n && pauses[i] == at) {
            release_run(run, at < 3 ? 2 : 0);
            i++;
        }

        k = (i < n ? pauses[i] : len) - at;
        k = k < chunk ? k : chunk;

        placing_feed(run, page + at, k, at + k == len && i == n);

        if (at + k == len && i == n) {
            break;
        }
    }

    assert_int_equal(run->n, 1);
}


static void
release_check(const release_case_t *c)
{
    size_t           len, n, chunk, pauses[8];
    uint64_t         offset;
    const char      *p;
    ln_place_t       places[PLACING_PLACES];
    placing_run_t    run;
    placing_case_t   expected;
    unsigned char    page[512];
    ln_place_list_t  list;

    static const size_t  chunks[] = { sizeof(page), 7, 1 };

    len = 0;
    n = 0;
    offset = c->rank == LN_PLACER_NOWHERE ? 0 : sizeof(page);

    for (p = c->page; *p != '\0'; p++) {
        if (*p == '^') {
            pauses[n++] = len;
        } else if (*p == '|') {
            offset = len;
        } else {
            page[len++] = (unsigned char) *p;
        }
    }

    expected.place = c->place;
    expected.page = c->page;
    expected.rank = c->rank;
    expected.closer = c->closer;

    list.places = places;
    list.nplaces = placing_parse_list(c->place, places);

    for (chunk = 0; chunk < sizeof(chunks) / sizeof(chunks[0]); chunk++) {
        release_page(&run, &list, page, len, pauses, n, chunks[chunk]);
        placing_expect(&expected, &run, offset, chunks[chunk]);
    }

    placing_free_patterns(places, list.nplaces);
    placing_free();
}


/* A place that comes first is taken, though a better one follows. */
static void
lesser_places(void **state)
{
    size_t  i;

    static const release_case_t  cases[] = {
        { "append article;after h1",
          "<h1>a</h1>|<p>b</p>^<article>c</article>", 1, NULL },
        { "append article;after h1",
          "<h1>a</h1><p>b</p><article>^c|</article>", 0, NULL },
        { "append article;after h1",
          "<h1>a</h1>^|<article>c</article>", 1, NULL },
        { "append article;append main",
          "<main>a|</main>^<article>b</article>", 1, NULL },
        { "append article;append main",
          "<main>a|</main><p>^<main>b</main>^", 1, NULL },
        { "append article",
          "<body><p>a|</body>^<article>b</article>", 1, NULL },
        { "append article", "<p>a|</body></html>^\n", 1, NULL }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        release_check(&cases[i]);
    }
}


/* The page pauses amid a tag, whose beginning has gone then. */
static void
tags(void **state)
{
    size_t  i;

    static const release_case_t  cases[] = {

        /* what the tag will be is plain */

        { "append article", "<article>a|</^article>b</body>", 0, NULL },
        { "append article", "<article>a|</art^icle>b</body>", 0, NULL },
        { "append article", "<article>a|</article^>b</body>", 0, NULL },
        { "append article", "<article>a|</article ^x>b</body>", 0, NULL },
        { "append article", "<article><p>a|</arti^cle>b</body>", 0, NULL },
        { "append article", "<article><p>a</p^>b|</article>", 0, NULL },
        { "append p", "<article><p>a|</arti^cle>b</body>", 0, NULL },
        { "append b", "<b>x</b|><p>", 0, NULL },
        { "after article", "<article>a</arti^cle>|b</body>", 0, NULL },
        { NULL, "<body>a|</bo^dy></html>", 0, NULL },
        { NULL, "<body><p>a</^body>|</html>", 0, NULL },
        { NULL, "<body><p>a|</b^ody></html>", 0, NULL },

        /* a start tag: its attributes are read, what is in it can be had */

        { "append .a", "<p><b cl^ass=a>b|</b>c", 0, NULL },
        { "prepend .a", "<p><b^ class=a>|b</b>c", 0, NULL },
        { "after .a", "<p><^b class=a>b</b>|c", 0, NULL },

        /* but nothing goes before it: the next one, or the next place */

        { "before h2", "<p>a<h2>b</h2>", 0, NULL },
        { "before h2", "<p>a<^h2>b</h2><p>c|<h2>d</h2>", 0, NULL },
        { "before h2;append p", "<p>a<h^2>b</h2><p>c|</body>", 1, NULL },

        /* it was not plain: behind the end tag */

        { "append article", "<article>a<^/article>|b", 0, NULL },
        { "append article", "<article><b>a</^article>|b", 0, NULL },
        { "append article", "<article><x>a</art^icle>|b", 0, NULL },
        { NULL, "<body><div>a</bo^dy>|</html>", 0, NULL },

        /* a start tag ends the element: the end of the parent */

        { "append li", "<ul><li>a<^li>b|</ul>c", 0, NULL },
        { "append p", "<p>a<^p>b|</body>", 0, NULL },
        { "after p", "<p>a<^p>b|</body>", 0, NULL },
        { "append td", "<table><tr><td>a<t^d>b</table>c", 0, NULL },

        /* the page ends in it */

        { "append article", "<p>a<b^", 2, NULL },
        { NULL, "<p>a<b c='^|", 1, "'>" },
        { NULL, "<p>a</^|", 1, ">" },
        { NULL, "<p>a<^|", 1, ">" },
        { NULL, "<p>a<script ^|", 1, "></script>" },
        { NULL, "<p>a<textarea^|", 1, "></textarea>" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (strchr(cases[i].page, '|') && strchr(cases[i].page, '^')) {
            release_check(&cases[i]);
        }
    }
}


/* Patterns: a match that begins before the pause may end after it. */
static void
patterns(void **state)
{
    size_t  i;

    static const release_case_t  cases[] = {
        { "after ~ abc", "<p>x^abc|d", 0, NULL },
        { "after ~ abc", "<p>xa^bc|d", 0, NULL },
        { "after ~ abc", "<p>xabc^|d", 0, NULL },
        { "after ~ abc", "<p>xabc|d^e", 0, NULL },
        { "before ~ abc", "<p>x^|abcd", 0, NULL },
        { "before ~ abc", "<p>xa^bcd |abc", 0, NULL },
        { "before ~ abc;append p", "<p>xa^bcd</p>|", 1, NULL },
        { "after ~ x;after ~ abc", "<p>abc|d^x", 1, NULL },
        { "after ~ a.*?z", "<p>xa^b^c^z|d", 0, NULL },
        { "after ~ (?<=abc)d", "<p>ab^cd|e", 0, NULL },
        { "after ~ </h2>", "<h2>a</^h2>|b", 0, NULL },
        { "before ~ <h2>", "<p>a<h^2>b</h2><p>c|<h2>", 0, NULL }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        release_check(&cases[i]);
    }
}


/*
 * Each page paused at each byte, at any two, and after each byte: one notice,
 * never before what has gone, nothing held.
 */
static void
anywhere(void **state)
{
    size_t           i, k, len, first, second, pauses[512];
    ln_place_t       places[PLACING_PLACES];
    placing_run_t    run;
    ln_place_list_t  list;

    static const struct {
        const char  *place;
        const char  *page;
    } cases[] = {
        { "append article;append main;after h1",
          "<!doctype html><html lang=ru><title>a</title><h1 class='b'>c</h1>"
          "<main><p>d<article><p>e</article></main><footer>f</footer>" },
        { "before h2;prepend p;after ~ x",
          "<p>a<ul><li>b<li>c<svg><title>d</svg>e<h2>x</h2><!--f--></ul>" },
        { "append td;before ~ [bc]+",
          "<table><tr><td>a<td>bc</table><select><option>d</select>e" },
        { NULL, "<body><svg><path></body><p>a<textarea>b</textarea></html>" },
        { "append p", "<frameset><frame></frameset>" },
        { "append b;append p", "<p>a<plaintext><b>c</b>" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        len = strlen(cases[i].page);
        list.places = places;
        list.nplaces = placing_parse_list(cases[i].place, places);

        for (first = 0; first < len; first++) {
            for (second = first; second < len; second++) {
                pauses[0] = first;
                pauses[1] = second;
                release_page(&run, &list,
                             (const unsigned char *) cases[i].page, len,
                             pauses, 2, len);
            }
        }

        for (k = 0; k < len; k++) {
            pauses[k] = k;
        }

        release_page(&run, &list, (const unsigned char *) cases[i].page, len,
                     pauses, len, len);

        placing_free_patterns(places, list.nplaces);
        placing_free();
    }
}


/*
 * A text has gone before it was known whether it is a page: it gets no notice,
 * and a page still gets one.
 */
static void
judged(void **state)
{
    size_t  i;

    static const release_case_t  cases[] = {
        { "prepend body", "O^K", LN_PLACER_NOWHERE, NULL },
        { "prepend body", "OK^", LN_PLACER_NOWHERE, NULL },
        { "prepend body", "^ ^O^K^", LN_PLACER_NOWHERE, NULL },
        { "prepend body", "{\"a\":^1}", LN_PLACER_NOWHERE, NULL },
        { "prepend body", "{\"a\":^\"<p>\"}", LN_PLACER_NOWHERE, NULL },
        { "prepend body", "1 <^ 2", LN_PLACER_NOWHERE, NULL },
        { "prepend body", " <!-- -->^<tr>", LN_PLACER_NOWHERE, NULL },
        { "after ~ K;prepend body", "OK^", LN_PLACER_NOWHERE, NULL },
        { "append p;prepend body", "O^K^", LN_PLACER_NOWHERE, NULL },

        { "prepend body", "a^b|<p>c", 0, NULL },
        { "prepend body", "a^b^c|</p>d", 0, NULL },
        { "prepend body", "a^ b <!-- c^ -->|<b>d^</b>", 0, NULL },
        { "prepend body", "a^|<svg>b</svg>", 0, NULL },
        { "prepend body", "a^|<frameset>", 0, NULL },
        { "prepend body", "a^b|</body>", 0, NULL },
        { "prepend body", "a<^b>c</b>|", 0, NULL },
        { "prepend body", "a<^svg>|", 0, "</svg>" },
        { "after ~ b;prepend body", "ab^c|<p>d", 0, NULL },
        { "append h1;prepend body", "a^b|<p>c^<h1>d</h1>", 1, NULL },
        { "append h1;prepend body", "a^b<p>c<h1>d|</h1>", 0, NULL },
        { "append h1;prepend body", "a^b<p>c<h1>^d|</h1>", 0, NULL },

        /* it is known to be a page */

        { "prepend body", "|a<b^>c</b>", 0, NULL },
        { "prepend body", "|a<b>^c</b>", 0, NULL },
        { "prepend body", "|a</^b>", 0, NULL },
        { "prepend body", " \n<b^ody>|", 0, NULL },
        { "prepend body", "<!-- ^ -->|<p>", 0, NULL },
        { "prepend body", "<!-- -->a^|<p>", 0, NULL },
        { "prepend body", "<!doctype^ html>|a", 0, NULL }
    };

    (void) state;

    release_judges = 1;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        release_check(&cases[i]);
    }

    release_judges = 0;
}


/* The page has not said its encoding yet, and says it then. */
static void
charsets(void **state)
{
    size_t           n;
    placing_run_t    run;
    const char      *page = "<title>a</title><meta charset=%s><p>b";
    char             text[128];
    ln_place_list_t  list;

    (void) state;

    memset(&list, 0, sizeof(ln_place_list_t));
    placing_charset = LN_CHARSET_UNKNOWN;

    for (n = 1; n < 20; n++) {
        (void) snprintf(text, sizeof(text), page, "utf-8");
        release_page(&run, &list, (unsigned char *) text, strlen(text), &n, 1,
                     sizeof(text));
        assert_int_equal(ln_placer_page(run.placer)->encoding,
                         LN_CHARSET_UTF8);

        (void) snprintf(text, sizeof(text), page, "utf-7");
        release_page(&run, &list, (unsigned char *) text, strlen(text), &n, 1,
                     sizeof(text));
        assert_int_equal(ln_placer_page(run.placer)->encoding,
                         LN_CHARSET_STATEFUL);
        placing_free();
    }

    /* a BOM that is cut */

    for (n = 1; n < 4; n++) {
        release_page(&run, &list, (const unsigned char *) "\xef\xbb\xbf<p>a",
                     7, &n, 1, 7);
        assert_int_equal(ln_placer_page(run.placer)->encoding,
                         LN_CHARSET_UTF8);
    }

    placing_free();
    placing_charset = LN_CHARSET_UTF8;
}


/* Frames, or text to the end: what has been released cannot be taken back. */
static void
unshown(void **state)
{
    size_t           n;
    placing_run_t    run;
    ln_place_list_t  list;
    const char      *page = "<head></head><frameset><frame></frameset>";

    (void) state;

    memset(&list, 0, sizeof(ln_place_list_t));

    for (n = 0; n < strlen(page); n++) {
        release_page(&run, &list, (const unsigned char *) page, strlen(page),
                     &n, 1, strlen(page));
        assert_int_equal(ln_placer_page(run.placer)->frameset, 1);
        assert_int_equal(ln_placer_page(run.placer)->unshown,
                         n > 13 && n < 23);
        placing_free();
    }
}


/* Bodies paused at each byte, at any two: what is a page has its notice. */
static void
anywhere_judged(void **state)
{
    size_t           i, k, len, first, second, pauses[2];
    ln_place_t       places[PLACING_PLACES];
    placing_run_t    run;
    ln_place_list_t  list;

    static const char  *lists[] = {
        "prepend body", "append b;prepend body", "after ~ [a-z];before b"
    };

    static const struct {
        int          page;
        const char  *text;
    } cases[] = {
        { 1, "word <b>x</b>" },
        { 1, "<p>a<b>c</b>" },
        { 1, "\xef\xbb\xbf a <i>b" },
        { 1, " \n<!-- a -->b" },
        { 1, "a <!-- b -->c" },
        { 1, "<!doctype html>a" },
        { 1, "[a] </p>b" },
        { 1, "1 < 2 <3 <p>" },
        { 0, "OK\n" },
        { 0, "{\"a\":[\"<b>\",1]}" },
        { 0, " <tr><td>a" },
        { 0, "1 < 2 <3" }
    };

    (void) state;

    release_judges = 1;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (k = 0; k < sizeof(lists) / sizeof(lists[0]); k++) {
            len = strlen(cases[i].text);
            list.places = places;
            list.nplaces = placing_parse_list(lists[k], places);

            for (first = 0; first <= len; first++) {
                for (second = first; second <= len; second++) {
                    pauses[0] = first;
                    pauses[1] = second;
                    release_page(&run, &list,
                                 (const unsigned char *) cases[i].text, len,
                                 pauses, 2, 1 + k);

                    if ((run.placements[0].rank != LN_PLACER_NOWHERE)
                        != cases[i].page)
                    {
                        fail_msg("\"%s\" in %s, pauses at %zu and %zu",
                                 lists[k], cases[i].text, first, second);
                    }
                }
            }

            placing_free_patterns(places, list.nplaces);
            placing_free();
        }
    }

    release_judges = 0;
}


int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lesser_places),
        cmocka_unit_test(tags),
        cmocka_unit_test(patterns),
        cmocka_unit_test(judged),
        cmocka_unit_test(anywhere),
        cmocka_unit_test(anywhere_judged),
        cmocka_unit_test(charsets),
        cmocka_unit_test(unshown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
