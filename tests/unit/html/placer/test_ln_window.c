/* Places that a pattern gives, in pages of one block and of many. */

#include "../placing.h"


static void
short_pages(void **state)
{
    static const placing_case_t  cases[] = {
        { "before ~ <h2>", "<p>a|<h2>b", 0, NULL },
        { "after ~ </h2>", "<h2>b</h2>|c", 0, NULL },
        { "after ~* </H2>", "<h2>b</h2>|c", 0, NULL },
        { "after ~ b+", "<p>abbb|c", 0, NULL },
        { "before ~ b(?=c)", "<p>ab|bc", 0, NULL },
        { "before ~ (?<=b)c", "<p>acb|c", 0, NULL },
        { "after ~ ^<p>", "<p>|a", 0, NULL },
        { "after ~ a$", "<p>aba|", 0, NULL },
        { "after ~ \\ba\\b", "<p>ba a| ab", 0, NULL },
        { "after ~ a\\Kb", "<p>ab|c", 0, NULL },
        { "before ~ a\\Kb", "<p>a|bc", 0, NULL },

        /* not in a tag, a comment, a script; the next one */

        { "after ~ x", "<p title=x><!--x--><script>x</script>ax|x", 0, NULL },
        { "after ~ x", "<select><option>x</select>x|", 0, NULL },
        { "after ~ x", "<svg>x</svg>x|", 0, NULL },
        { "after ~ x", "<head><title>x</title></head><body>x|", 0, NULL },

        /* before the body has begun: only where it begins */

        { "before ~ <", "|<p>a", 0, NULL },
        { "before ~ <", "<title>a</title>|<p>a", 0, NULL },
        { "before ~ b", "<title>a</title>|b", 0, NULL },
        { "before ~ \\s+<p", "<title>a</title>|  <p>b", 0, NULL },
        { "before ~ \\n", "<title>a</title>\n|", 2, NULL },
        { "before ~ <h1", "|<h1>a", 0, NULL },
        { "before ~ <x", "|<xyzxyzxyzxyzxyzxyz>a", 0, NULL },
        { "before ~ <html", "<html><body>a|<html>b", 0, NULL },
        { "before ~ <head", "<head></head><body>a|<head>b", 0, NULL },
        { "before ~ <body", "<title>a</title><body>b|<body>c", 0, NULL },
        { "before ~ <link", "<link><body>b|<link>c", 0, NULL },
        { "before ~ <noscript", "<noscript></noscript><body>b|<noscript>c", 0,
          NULL },
        { "before ~ <!--", "<!--a--><body>b|<!--c-->", 0, NULL },
        { "before ~ </p", "</p><body>b|</p>c", 0, NULL },

        /* none */

        { "after ~ z", "<p>a|", 1, NULL },
        { "after ~ z;append p", "<p>a</p>|b", 1, NULL },
        { "append p;after ~ a", "<p>a</p>|b", 0, NULL },
        { "append b;after ~ a", "<p>a|</p>b", 1, NULL },
        { "after ~ b;after ~ a", "<p>ab|</p>b", 0, NULL },

        /* never amid a character */

        { "after ~ x.", "<p>x\xd0\xb6|\xd0\xb6</p>", 0, NULL },
        { "after ~ x\\W", "<p>x\xe2\x82\xac|b</p>", 0, NULL },
        { "after ~ x\\C", "<p>x\xd0\xb6 xa|</p>", 0, NULL },
        { "after ~ \xd0\xb6", "<p>x\xd0\xb6|</p>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
multibyte(void **state)
{
    static const placing_case_t  cases[] = {
        { "before ~ <b>", "<p>x\x83\x5c|<b>a", 0, NULL },
        { "after ~ <b>", "<p>x<b>|\x83\x5c" "a", 0, NULL },
        { "after ~ x.", "<p>x\x83\x5cy x\x83\x5cz xy|z", 0, NULL },
        { "before ~ xy", "<p>\x83" "xy a |xy z", 0, NULL },
        { "after ~ x", "<p>ax|y", 0, NULL }
    };

    (void) state;

    placing_charset = LN_CHARSET_MULTIBYTE;
    placing_table(cases);
    placing_charset = LN_CHARSET_ISO2022JP;
    placing_check(&(placing_case_t) {
        "after ~ x.", "<p>x\x1b$Bab\x1b(Bxz|</p>", 0, NULL });
    placing_charset = LN_CHARSET_ASCII;
    placing_check(&(placing_case_t) {
        "after ~ x.", "<p>x\xe0|\xe1</p>", 0, NULL });
    placing_charset = LN_CHARSET_UTF8;
}


/* Cut where blocks end, and in pieces; what has been passed is not held. */
static void
long_check(const char *place, const unsigned char *page, size_t len,
    uint64_t offset, unsigned rank, int exceeded)
{
    size_t           i;
    ln_place_t       places[PLACING_PLACES];
    placing_run_t    run;
    ln_place_list_t  list;

    static const size_t  cuts[] = {
        1, 2, 4095, 4096, 4097, 8191, 8192, 8193, 28671, 28672, 32768, 33000
    };

    list.places = places;
    list.nplaces = placing_parse_list(place, places);

    for (i = 0; i < 2 * sizeof(cuts) / sizeof(cuts[0]); i++) {
        placing_run(&run, &list, 1, page, len, cuts[i / 2],
                    i & 1 ? cuts[i / 2] : len);

        if (run.placements[0].offset != offset
            || run.placements[0].rank != rank)
        {
            fail_msg("\"%s\", cut at %zu: offset %llu, not %llu, rank %u",
                     place, cuts[i / 2],
                     (unsigned long long) run.placements[0].offset,
                     (unsigned long long) offset, run.placements[0].rank);
        }

        assert_int_equal(ln_placer_page(run.placer)->exceeded, exceeded);
    }

    placing_free_patterns(places, list.nplaces);
    placing_free();
}


static void
long_pages(void **state)
{
    size_t                i, at, len;
    unsigned char        *page;
    static const size_t   ats[] = {
        4000, 4090, 4093, 4095, 4096, 4097, 8190, 28000, 40000, 80000
    };

    (void) state;

    len = 100000;
    page = malloc(len);
    assert_non_null(page);

    for (i = 0; i < sizeof(ats) / sizeof(ats[0]); i++) {
        at = ats[i];
        memset(page, 'x', len);
        memcpy(page, "<p>", 3);
        memcpy(page + at, "a<!--b-->c", 10);

        long_check("after ~ a<!--b-->", page, len, at + 9, 0, 0);
        long_check("before ~ a<!--b-->", page, len, at, 0, 0);
        long_check("after ~ a<!--.*?-->c", page, len, at + 10, 0, 0);
        long_check("before ~ (?<=b-->)c", page, len, at + 9, 0, 0);
        long_check("after ~ x-->", page, len, len, 1, 0);
    }

    /* a match may be so long, and no longer */

    memset(page, 'x', len);
    memcpy(page, "<p>ab", 5);
    page[20000] = 'c';
    long_check("after ~ ab[^c]*c", page, len, 20001, 0, 0);
    page[20000] = 'x';
    page[90000] = 'c';
    long_check("after ~ ab[^c]*c", page, len, len, 1, 1);

    /* one that begins with a block: 28 KiB, and a byte more */

    memset(page, 'x', len);
    memcpy(page, "<p>", 3);
    memcpy(page + 8192, "ab", 2);
    page[8192 + 28672 - 1] = 'c';
    long_check("after ~ ab[^c]*c", page, len, 8192 + 28672, 0, 0);
    page[8192 + 28672 - 1] = 'x';
    page[8192 + 28672] = 'c';
    long_check("after ~ ab[^c]*c", page, len, len, 1, 1);

    /* one that backtracks without end is given up */

    memset(page, 'a', len);
    memcpy(page, "<p>", 3);
    long_check("after ~ (a+)+b", page, len, len, 1, 1);
    long_check("after ~ (a|aa)+$b", page, len, len, 1, 1);

    free(page);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(short_pages),
        cmocka_unit_test(multibyte),
        cmocka_unit_test(long_pages)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
