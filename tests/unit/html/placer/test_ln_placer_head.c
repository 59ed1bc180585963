/* What need not be seen, as a script: it goes to the end of a head. */

#include "../placing.h"


static void
head(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<!doctype html><html><head><title>a</title>|</head><body>b"
          "</body></html>", 0, NULL },
        { NULL, "<head>|</head>a", 0, NULL },
        { NULL, "<HEAD lang=en><link>\n|</HEAD >\n<body>a", 0, NULL },

        /* what ends it, where its end tag does not */

        { NULL, "<head><title>a</title>|<body>b</body>", 0, NULL },
        { NULL, "<head><meta>|<div>a</div><title>b</title></head></div>c", 0,
          NULL },
        { NULL, "<head><style></head></style>|</html>a", 0, NULL },
        { NULL, "<head><template><p>a</template>|</head>b", 0, NULL },
        { NULL, "<head></i></p>|</br>a", 0, NULL },
        { NULL, "<head><!--</head>--><script></head></script>|</head>a", 0,
          NULL },
        { NULL, "<head><noscript><div></head></noscript>|</head>a", 0, NULL },
        { NULL, "<head>|</head><title>a</title><frameset>", 0, NULL },

        /* without a start tag there may be no document: the end of the body */

        { NULL, "<title>a</title></head><body>b|</body>", 0, NULL },
        { NULL, "<html><body>a|</body></html>", 0, NULL },
        { NULL, "<body><head>a</head>|</body>", 0, NULL },
        { NULL, "<div><head>a</head></div>|", 0, NULL },
        { NULL, "<svg><head>a</head></svg>|", 0, NULL },

        /* it breaks off */

        { NULL, "<head>|", 0, NULL },
        { NULL, "<head><title>a|", 1, "</title>" },
        { NULL, "<head><template>|", 1, "</template>" },
        { NULL, "<head>|</hea", 0, NULL },

        /* it is the fallback: a place of its own is better */

        { "append article", "<head></head><article>a|</article>", 0, NULL },
        { "append article", "<head>|</head><p>a</p>", 1, NULL }
    };

    (void) state;

    placing_head = 1;
    placing_table(cases);
    placing_head = 0;
}


/* In XHTML each element has its tags. */
static void
xml(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<html xmlns='http://www.w3.org/1999/xhtml'><head><title/>"
          "<script/>|</head><body><p>a</p></body></html>", 0, NULL },
        { NULL, "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>a</p>"
          "|</body></html>", 0, NULL }
    };

    (void) state;

    placing_head = 1;
    placing_xml = 1;
    placing_table(cases);
    placing_head = 0;
    placing_xml = 0;
}


/* With a notice that is seen: each goes where it goes alone. */
static void
beside(void **state)
{
    size_t                 cut;
    unsigned               n;
    ln_place_t             place[PLACING_PLACES];
    ln_placer_t           *placer;
    ln_place_list_t        lists[2];
    const ln_placement_t  *placement;
    static const char      page[] = "<head><p>a</p><p>b</p>";

    (void) state;

    for (cut = 0; cut < sizeof(page); cut++) {
        lists[0].places = place;
        lists[0].nplaces = placing_parse_list("before p", place);
        lists[1].places = NULL;
        lists[1].nplaces = 0;

        placer = ln_placer_create(&placing_arena, lists, 2);
        assert_non_null(placer);
        ln_placer_charset(placer, LN_CHARSET_UTF8);
        ln_placer_head(placer, 1);

        ln_placer_feed(placer, (const unsigned char *) page, cut, 0);
        ln_placer_feed(placer, (const unsigned char *) page + cut,
                       sizeof(page) - 1 - cut, 1);

        for (n = 0; (placement = ln_placer_next(placer)) != NULL; n++) {
            assert_int_equal(placement->offset, sizeof("<head>") - 1);
            assert_int_equal(placement->rank, 0);
        }

        assert_int_equal(n, 2);
        placing_free();
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(head),
        cmocka_unit_test(xml),
        cmocka_unit_test(beside)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
