/* Elements whose content a script owns: a place inside one is passed over. */

#include "../placing.h"


/* Selectors outlive the pages of a case. */
static void *
own_alloc(void *arena, size_t size)
{
    void                *p;
    static size_t        used;
    static max_align_t   bytes[4096];

    (void) arena;

    size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t);
    assert_true(used + size <= sizeof(bytes) / sizeof(bytes[0]));

    p = &bytes[used];
    used += size;

    return p;
}


static const ln_alloc_t  own_arena = { own_alloc, NULL };


static int
hydrated(const char *first, const char *second, ln_error_t *error)
{
    ln_str_t  words[2];

    words[0] = ln_str(first);
    words[1] = ln_str(second ? second : "");

    return ln_hydrated_parse(&own_arena, words, second ? 2 : 1,
                             &placing_hydrated, error);
}


static void
check_as(const char *first, const char *second, const placing_case_t *cases,
    size_t n)
{
    size_t      i;
    ln_error_t  error;

    for (i = 0; i < n; i++) {
        assert_int_equal(hydrated(first, second, &error), LN_OK);
        placing_check(&cases[i]);
    }

    memset(&placing_hydrated, 0, sizeof(ln_hydrated_t));
}

#define check(first, second, cases)                                           \
    check_as(first, second, cases, sizeof(cases) / sizeof(cases[0]))


/* By an id, an attribute, or a name. */
static void
elements(void **state)
{
    static const placing_case_t  cases[] = {
        { "append article", "<body><div id=root><main><article>a</article>"
          "</main></div><footer>f</footer>|</body>", 1, NULL },
        { "append article;before footer", "<div id=root><article>a</article>"
          "</div>|<footer>f</footer>", 1, NULL },

        /* what is outside is taken, before a root and after it */

        { "append article", "<div id=root><article>a</article></div>"
          "<article>b|</article>", 0, NULL },
        { "append article", "<article>a|</article><div id=root>b</div>", 0,
          NULL },
        { "append article", "<article>a<div id=root>b</div>|</article>", 0,
          NULL },
        { "after p", "<div id=app><p>a</p></div><p>b</p>|<p>c</p>", 0, NULL },

        /* the root's own sides */

        { "before #root", "|<div id=root>a</div>", 0, NULL },
        { "after #root", "<div id=root>a</div>|<p>", 0, NULL },
        { "prepend #root;append #root", "<body><div id=root>a</div>|", 2,
          NULL },
        { "before #root p;after #root p", "<body><div id=root><p>a</p></div>|",
          2, NULL },

        { "append p", "<body><div id='__next'><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=\"__nuxt\"><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=___gatsby><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=__docusaurus><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=fusion-app><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=react-app><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=react-root><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=app-root><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=__app><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=__rspress_root><p>a</p></div>|", 1,
          NULL },
        { "append p", "<body><div id=A-react-component-0><p>a</p></div>|", 1,
          NULL },
        { "append p", "<body><div id=A-react-component><p>a</p></div>|", 1,
          NULL },
        { "append p", "<body><div id=story-ejs-fWlC><p>a</p></div>|", 1, NULL },

        /* nor need it have a name */

        { "append p", "<body><div id=-react-component-0><p>a</p></div>|", 1,
          NULL },
        { "append p", "<body><div id=-react-component><p>a</p></div>|", 1,
          NULL },
        { "append p", "<body><div id=-ejs-f><p>a</p></div>|", 1, NULL },
        { "append p", "<body><honox-island data-serialized-props={}><p>a</p>"
          "</honox-island>|", 1, NULL },
        { "append p", "<body><div id=hydrate-root><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=ice-container><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=mm-root><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=sapper><p>a</p></div>|", 1, NULL },
        { "append p", "<body><div id=SITE_CONTAINER><p>a</p></div>|", 1,
          NULL },
        { "append p", "<body><div DATA-Server-Rendered=true><p>a</p></div>|",
          1, NULL },
        { "append p", "<body><main data-reactroot><p>a</p></main>|", 1, NULL },
        { "append p", "<body><x-root ng-version=22><p>a</p></x-root>|", 1,
          NULL },
        { "append p", "<body><x-root ng-server-context=ssr><p>a</p></x-root>|",
          1, NULL },
        { "append p", "<body><div><div><div id=app><p>a</p></div></div></div>|",
          1, NULL },
        { "append p", "<ul><li><ul><li><ul><li><ul><li><astro-island uid=x>"
          "<p>a</p></astro-island><p>b</p>|", 0, NULL },

        { "append p", "<body><div style='display: contents'><p>a</p></div>|",
          1, NULL },
        { "append p", "<body data-sveltekit-preload-data=hover><div><p>a</p>"
          "</div>|", 1, NULL },

        /* what React's script moves into its root */

        { "append p", "<body><div id=site></div><div hidden id=S:0><p>a</p>"
          "</div>|", 1, NULL },
        { "append p", "<body><div hidden id=':xS:1f'><p>a</p></div>|", 1,
          NULL },
        { "append p", "<div id=S:><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=S:g><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=A-react-components><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=story-ejs-><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=story-ejsf><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=react-component><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=A-react-componen><p>a</p>|</div>", 0, NULL },

        /* what only looks like a root, or is too deep */

        { "append p", "<div id=rooted><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=Root><p>a</p>|</div>", 0, NULL },
        { "append p", "<div class=root><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=x-root><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=fb-root><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=site_container><p>a</p>|</div>", 0, NULL },
        { "append p", "<div id=x id=root><p>a</p>|</div>", 0, NULL },
        { "append p", "<div title='<div id=root>'><p>a</p>|</div>", 0, NULL },
        { "append p", "<!-- <div id=root> --><p>a</p>|", 0, NULL },
        { "append p", "<div><div><div><div id=app><p>a</p>|</div>", 0, NULL },

        /* in a template it is none, and an end tag may end several */

        { "append p", "<template><div id=root></template><p>a</p>|", 0, NULL },
        { "append p", "<div><div id=root><b><p>a</div></div><p>b</p>|", 0,
          NULL }
    };

    (void) state;

    check("auto", NULL, cases);
}


/* By a sign in the head: the body's end stays, and all else is passed over. */
static void
documents(void **state)
{
    static const placing_case_t  cases[] = {
        { "append article", "<head><meta charSet=\"utf-8\"/></head><body>"
          "<article>a</article><footer>f</footer>|</body></html>", 1, NULL },
        { "append article;prepend body;append body", "<head>"
          "<meta charSet=\"utf-8\"/></head><body><article>a</article>"
          "|</body></html>", 2, NULL },
        { "after head;before body;after body", "<head>"
          "<meta charSet=\"utf-8\"/></head><body><p>a</p></body>|</html>", 2,
          NULL },
        { "after html", "<head><meta charSet=u></head><body>a</body></html>|",
          0, NULL },
        { "append p", "<head><link rel=preload href='/_next/static/a.js'>"
          "</head><body><p>a</p>|</body>", 1, NULL },
        { "append p", "<head><script src='https://b/c/_next/static/a.js'>"
          "</script><title>a</title></head><body><p>a</p>|</body>", 1, NULL },
        { "append p", "<link rel=modulepreload href='./_app/immutable/entry/a'>"
          "<body><div><p>a</p></div>|</body>", 1, NULL },
        { "append p;prepend body", "<meta name='shop/config/environment' "
          "content=%7B%7D><body><script type=x/boundary "
          "id=fastboot-body-start></script><p>a</p><script type=x/boundary "
          "id=fastboot-body-end></script>|</body>", 2, NULL },
        { "append p", "<html q:container=paused><body><p>a</p>|</body>", 1,
          NULL },

        /* those that own one element alone */

        { "append p", "<head><meta charSet=a><script src=/_next/static/a.js>"
          "</script><script src=/_next/static/b/_buildManifest.js></script>"
          "</head><body><div id=__next><p>a</p></div><p>b</p>|</body>", 0,
          NULL },
        { "append p", "<head><meta charSet=a><meta name=next-head-count "
          "content=2></head><body><p>b</p>|</body>", 0, NULL },
        { "append p;prepend body", "<head><meta charSet=a><style id=expo-reset>"
          "a{}</style></head><body>|<div id=root><p>a</p></div></body>", 1,
          NULL },
        { "append p;prepend body", "<head><meta charSet=a><style id=expo>a{}"
          "</style></head><body><p>a</p>|</body>", 2, NULL },
        { "append p", "<head><meta charSet=a data-next-head></head><body>"
          "<p>b</p>|</body>", 0, NULL },
        { "append p", "<head><meta charSet=a><meta name=generator "
          "content='Gatsby 5'></head><body><p>b</p>|</body>", 0, NULL },

        /* no sign */

        { "append p", "<head><meta charset=utf-8></head><p>b</p>|", 0, NULL },
        { "append p", "<META CHARSET=utf-8><P>b</P>|", 0, NULL },
        { "append p", "<meta name=environment content=/config/environment>"
          "<p>b</p>|", 0, NULL },
        { "append p", "<META CharSet=utf-8><P>b</P>|", 0, NULL },
        { "append p", "<meta name=charSet content=_next><p>b</p>|", 0, NULL },
        { "append p", "<link href='/_next/image'><p>b</p>|", 0, NULL },
        { "append p", "<script>'/_next/static/'</script><p>b</p>|", 0, NULL },
        { "after head", "<head><meta charset=a></head>|<body><p>a</p>", 0,
          NULL }
    };

    (void) state;

    check("auto", NULL, cases);
}


static void
selectors(void **state)
{
    static const placing_case_t  own[] = {
        { "append p", "<div id=root><p>a</p>|</div>", 0, NULL },
        { "append p", "<body><div><div><div><div><div class='a mine'><p>a</p>"
          "</div></div></div></div></div>|", 1, NULL },
        { "append p", "<div class=mine><p>a</p></div><i class=mine></i><p>b"
          "</p>|", 0, NULL },
        { "append p", "<ul><li><p>a</p>|<li><p>b</p></ul>", 0, NULL },
        { "append p", "<nav><div><p>a</p></div></nav><div><p>b</p>|", 0, NULL }
    };

    static const placing_case_t  both[] = {
        { "append p", "<div id=root><p>a</p></div><div class=mine><p>a</p>"
          "</div><p>b</p>|", 0, NULL }
    };

    static const placing_case_t  off[] = {
        { "append p", "<div id=root><p>a</p>|</div>", 0, NULL },
        { "append p", "<meta charSet=a><p>b</p>|", 0, NULL }
    };

    (void) state;

    check(".mine", "nav div", own);
    check("auto", ".mine", both);
    check("off", NULL, off);
}


/* A pattern inside a root is no place, and goes on to be searched for. */
static void
patterns(void **state)
{
    static const placing_case_t  cases[] = {
        { "before ~ <!--here-->", "<div id=root><!--here--></div><p>a</p>"
          "|<!--here-->", 0, NULL },
        { "before ~ <!--here-->", "<body><div id=root><!--here--></div>a|", 1,
          NULL },
        { "before ~ <p>", "<head><meta charSet=a></head><p>a</p>|</body>", 1,
          NULL }
    };

    (void) state;

    check("auto", NULL, cases);
}


/* Of a tag that is too long for its attributes nobody knows: it may be one. */
static void
long_tag(void **state)
{
    size_t           i, len;
    char            *page;
    ln_place_t       place[PLACING_PLACES];
    ln_error_t       error;
    placing_run_t    run;
    ln_place_list_t  list;

    static const size_t  chunks[] = { 1000000, 4096, 999, 1 };
    static const char    head[] = "<body><div title='";
    static const char    tail[] = "' id=root><p>a</p></div><p>b</p>";

    (void) state;

    len = sizeof(head) - 1 + 100000 + sizeof(tail) - 1;
    page = malloc(len);
    assert_non_null(page);

    memcpy(page, head, sizeof(head) - 1);
    memset(page + sizeof(head) - 1, 'x', 100000);
    memcpy(page + sizeof(head) - 1 + 100000, tail, sizeof(tail) - 1);

    for (i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
        assert_int_equal(hydrated("auto", NULL, &error), LN_OK);
        list.places = place;
        list.nplaces = placing_parse_list("append p", place);
        placing_run(&run, &list, 1, (unsigned char *) page, len, chunks[i],
                    chunks[i]);
        assert_int_equal(run.placements[0].rank, 0);
        assert_int_equal(run.placements[0].offset, len);
        placing_free();
    }

    memset(&placing_hydrated, 0, sizeof(ln_hydrated_t));
    free(page);
}


/* Each notice has roots of its own. */
static void
several(void **state)
{
    unsigned                i;
    ln_str_t                word;
    ln_error_t              error;
    ln_placer_t            *placer;
    ln_place_t              places[3][PLACING_PLACES];
    ln_hydrated_t           hydrated[3];
    ln_place_list_t         lists[3];
    const ln_placement_t   *placement;
    static const char      *words[] = { "auto", "off", "#b" };
    static const unsigned   offsets[] = { 45, 21, 21 };
    static const char       page[] = "<div id=root><p>a</p></div><div id=b>"
                                     "<p>b</p></div><p>c</p>";

    (void) state;

    for (i = 0; i < 3; i++) {
        lists[i].places = places[i];
        lists[i].nplaces = placing_parse_list("after p", places[i]);
        word = ln_str(words[i]);
        assert_int_equal(ln_hydrated_parse(&placing_arena, &word, 1,
                                           &hydrated[i], &error), LN_OK);
    }

    placer = ln_placer_create_hydrated(&placing_arena, lists, hydrated, 3);
    assert_non_null(placer);
    ln_placer_charset(placer, LN_CHARSET_UTF8);
    ln_placer_feed(placer, (const unsigned char *) page, sizeof(page) - 1, 1);

    for (i = 0; i < 3; i++) {
        placement = ln_placer_next(placer);
        assert_non_null(placement);
        assert_int_equal(placement->rank, 0);
        assert_int_equal(placement->offset, offsets[placement->notice]);
    }

    placing_free();
}


static void
words(void **state)
{
    ln_error_t  error;

    (void) state;

    assert_int_equal(hydrated("off", "#a", &error), LN_ERROR);
    assert_non_null(strstr(error.text, "\"off\" must stand alone"));
    assert_int_equal(hydrated("#a", "off", &error), LN_ERROR);
    assert_int_equal(hydrated("a:hover", NULL, &error), LN_ERROR);
    assert_int_equal(hydrated("", NULL, &error), LN_ERROR);
    assert_int_equal(hydrated("auto", "auto", &error), LN_OK);
    assert_null(placing_hydrated.selector);
    assert_int_equal(placing_hydrated.known, 1);

    memset(&placing_hydrated, 0, sizeof(ln_hydrated_t));
    placing_free();
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(elements),
        cmocka_unit_test(documents),
        cmocka_unit_test(selectors),
        cmocka_unit_test(patterns),
        cmocka_unit_test(long_tag),
        cmocka_unit_test(several),
        cmocka_unit_test(words)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
