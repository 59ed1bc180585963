/*
 * Each reader of text that this machine has finds what the states find, which
 * read byte by byte, and what every other one finds.
 */

#include "../../chance.h"
#include "../placing.h"
#include "html/fast/ln_fast.h"
#include "html/placer/ln_placer_state.h"


#define SOUP_PAGES   2000
#define SOUP_PIECES  40
#define SOUP_SIZE    4096


/* Tags of a body as they are, and as they should not be. */
static size_t
soup(char *page)
{
    size_t       len, n;
    unsigned     i;
    const char  *piece;

    static const char  *pieces[] = {
        "<p>", "</p>", "<p class=\"a b\">", "<div>", "</div>", "<DIV ID=a>",
        "</DIV>", "<span>", "</span>", "<a href=\"x>y\">", "</a>", "<b>",
        "</b>", "<i/>", "</i>", "<ul>", "</ul>", "<li>", "</li>", "<h1>",
        "</h1>", "<h2 a = b>", "</h2>", "<br>", "<img alt='<p>'>", "</br>",
        "<x-y a=b>", "</x-y>", "<blockquote>", "</blockquote>", "<table>",
        "<tr><td>", "</td>", "</table>", "<svg>", "<foreignObject>",
        "</foreignObject>", "</svg>", "<![CDATA[ <p> ]]>", "<!-- <p> -->",
        "<script>'<p>'</script>", "<form>", "</form>", "<button>",
        "</button>", "<article>", "</article>", "<p a=\"b\"c='d'>",
        "<p \"a\"=b>", "<p a==\"b>\">", "<p a=b\"c>", "</p\x01>", "< p>",
        "</ p>", "<>", "</>", "<p\x0c>", "</di>", "</divx>", "</div >",
        "some words, and some more of them, so that there is text between",
        "&amp;", "\n", "\"", "=", "<select>", "</select>", "<template>",
        "</template>", "<video>", "</video>", "<dl>", "<dt>", "<dd>", "</dl>",
        "<div id=root>", "<main class=x data-hk>", "</main>", "<x-y Id='app'>",
        "<astro-island uid=a>", "</astro-island>", "<section id=a>",
        "</section>", "<div data-reactroot=\"\">", "<nav id=root/>", "</nav>",
        "<p hidden>", "<li Popover=auto>", "<div\n  a=\"b\"\n  hidden\n>",
        "<p a=\"b\"hidden>", "<p/hidden/b=c>", "<li hidden/>", "<p b/>",
        "<div a=b HIDDEN=x>", "<div aria-hidden=\"true\">", "<p hiddenx>",
        "<p xhidden=a hidde>", "<p popove c=\"hidden\">", "<div a hidden b=c>",
        "<p a = hidden>", "<p\x01hidden>", "<p a\x01hidden>", "<p a / >",
        "<svg><title a / ><p>", "<svg><g a/>",
        "<div data-of-a-name-longer-than-thirty-two-bytes=\"a\" hidden=\"\">",
        "<div data-of-a-name-longer-than-thirty-two-bytes hidden>"
    };

    memcpy(page, "<body>", 6);
    len = 6;

    for (i = 0; i < SOUP_PIECES; i++) {
        piece = pieces[chance(sizeof(pieces) / sizeof(pieces[0]))];
        n = strlen(piece);

        memcpy(page + len, piece, n);
        len += n;
    }

    return len;
}


/* In pieces of at most chunk bytes, by that reader. */
static void
soup_run(placing_run_t *run, const ln_place_list_t *lists, unsigned n,
    const char *page, size_t len, size_t chunk, ln_state_pt text)
{
    size_t         done, k;
    ln_hydrated_t  hydrated[PLACING_NOTICES];

    memset(run, 0, sizeof(placing_run_t));

    for (k = 0; k < n; k++) {
        hydrated[k] = placing_hydrated;
    }

    run->placer = ln_placer_create_hydrated(&placing_arena, lists, hydrated,
                                            n);
    assert_non_null(run->placer);

    ln_placer_charset(run->placer, LN_CHARSET_UTF8);
    run->placer->tokenizer.text = text;

    for (done = 0; done < len; done += k) {
        k = chunk < len - done ? chunk : len - done;
        placing_feed(run, (const unsigned char *) page + done, k,
                     done + k == len);
    }

    assert_int_equal(run->n, n);
}


static void
readers(void **state)
{
    char              page[SOUP_SIZE];
    size_t            len;
    unsigned          i, k, n;
    ln_place_t        places[4][PLACING_PLACES];
    ln_state_pt       text;
    placing_run_t    *slow, *fast;
    ln_place_list_t   lists[4];

    static const char  *words[][4] = {
        { "append article", "after p", "append div", "before x-y" },
        { "append li", "after h1", "append a", "prepend #a" },
        { "append p:nth-child(2)", "after div p", "append [a]", NULL },
        { "append span", "after table", "append article p", "after button" }
    };

    (void) state;

    slow = malloc(2 * sizeof(placing_run_t));
    assert_non_null(slow);
    fast = slow + 1;

    for (i = 0; i < SOUP_PAGES; i++) {
        len = soup(page);
        placing_hydrated.known = (i / 8) % 2;

        for (k = 0; k < 4; k++) {
            lists[k].places = places[k];
            lists[k].nplaces = placing_parse_list(words[i % 4][k], places[k]);
        }

        soup_run(slow, lists, 4, page, len, 1, ln_tokenizer_text);

        for (n = 0; (text = ln_fast_text(n)) != NULL; n++) {
            soup_run(fast, lists, 4, page, len, i & 4 ? len : 200, text);

            for (k = 0; k < 4; k++) {
                if (fast->placements[k].offset != slow->placements[k].offset
                    || fast->placements[k].notice
                       != slow->placements[k].notice
                    || fast->placements[k].rank != slow->placements[k].rank
                    || strcmp(fast->closers[k], slow->closers[k]) != 0)
                {
                    fail_msg("reader %u, page %u: %.*s", n, i, (int) len,
                             page);
                }
            }
        }

        placing_free();
    }

    assert_true(n > 0);

    free(slow);
}


#if defined __x86_64__

#define UPPER(i)                                                              \
    __asm__ volatile ("vextractf128 $1, %%ymm" #i ", %0"                      \
                      : "=m" (upper[i]) :: "memory")


/* See uppers() in test_ln_scan.c: none of them is left in use. */
static void
upper_halves(void)
{
    unsigned       i;
    unsigned char  upper[8][16], none[16];

    UPPER(0); UPPER(1); UPPER(2); UPPER(3);
    UPPER(4); UPPER(5); UPPER(6); UPPER(7);

    __asm__ volatile ("vzeroupper");

    memset(none, 0, sizeof(none));

    for (i = 0; i < 8; i++) {
        assert_memory_equal(upper[i], none, sizeof(none));
    }
}


static void
upper_tag(void *ctx, const ln_tag_t *tag)
{
    unsigned  *tags = ctx;

    (void) tag;

    upper_halves();

    (*tags)++;
}


static void
uppers(void **state)
{
    size_t                 len;
    unsigned               n, tags;
    ln_state_pt            text;
    ln_tokenizer_t         t;
    const unsigned char   *page;

    static const char  *pages[] = {
        "<p class=\"a\">some words and</p> <i>more of them, and no end of it",
        "<p>and what is not at hand: ................................ .... .."
        ".................................................................<b>"
        "................................................................. .."
    };

    (void) state;

    if (!__builtin_cpu_supports("avx2")) {
        skip();
    }

    for (n = 0; (text = ln_fast_text(n)) != NULL; n++) {
        for (len = 0; len < 2; len++) {
            memset(&t, 0, sizeof(ln_tokenizer_t));
            ln_tokenizer_init(&t);

            t.text = text;
            t.listener.tag = upper_tag;
            t.listener.ctx = &tags;
            tags = 0;

            page = (const unsigned char *) pages[len];

            __asm__ volatile ("vzeroupper");

            (void) ln_tokenizer_feed(&t, page,
                                     page + strlen(pages[len]));
            upper_halves();

            assert_in_range(tags, 1, 3);
        }
    }
}

#endif


/*
 * A piece that ends behind a slash, and behind names of all lengths.  What
 * would be read behind it is not the page's.
 */
static void
pieces_that_end_amid_a_tag(void **state)
{
    size_t           len, cut;
    uint64_t         expected;
    unsigned         n, k;
    char             page[1024];
    ln_place_t       place[1];
    placing_run_t    run;
    ln_place_list_t  list;

    static const char  *tags[] = {
        "<body>%070d<i %0*d/a='</i>'><p>%070d</p>%070d</i>",
        "<body>%070d<i a %0*d/a='</i>'><p>%070d</p>%070d</i>",
        "<body>%070d<i %0*d=a b=c/ d='</i>'>%070d%070d</i>",
        "<body>%070d</i %0*d/a='</i>'><i>%070d%070d</i>"
    };

    (void) state;

    list.places = place;

    for (k = 0; k < sizeof(tags) / sizeof(tags[0]); k++) {
        for (n = 1; n <= 100; n++) {
            list.nplaces = placing_parse_list("append i", place);
            len = (size_t) snprintf(page, sizeof(page), tags[k], 0, (int) n,
                                    0, 0, 0);

            placing_run(&run, &list, 1, (unsigned char *) page, len, 1, 1);
            expected = run.placements[0].offset;

            /* what comes first is kept and fed again */

            for (cut = 60; cut < 100 + n; cut++) {
                placing_run(&run, &list, 1, (unsigned char *) page, len, 10,
                            cut);
                assert_int_equal(run.placements[0].offset, expected);
            }

            placing_free();
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
#if defined __x86_64__
        cmocka_unit_test(uppers),
#endif
        cmocka_unit_test(pieces_that_end_amid_a_tag),
        cmocka_unit_test(readers)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
