/* A <meta> says the encoding behind the bytes that a prescan looks at. */

#include "html/charset/ln_prescan.h"
#include "html/placer/ln_window.h"
#include "../placing.h"
#include "../../exact.h"


#define META  "<meta charset=iso-2022-jp>"


static void
attributes(void **state)
{
    size_t  i;

    static const struct {
        const char    *charset;
        const char    *http_equiv;
        const char    *content;
        ln_charset_t   said;
    } cases[] = {
        { "iso-2022-jp", "", "", LN_CHARSET_ISO2022JP },
        { "ISO-2022-JP", "", "", LN_CHARSET_ISO2022JP },
        { "gbk", "content-type", "charset=koi8-r", LN_CHARSET_MULTIBYTE },
        { "klingon", "Content-Type", "charset=koi8-r", LN_CHARSET_ASCII },
        { "", "content-type", "text/html; CHARSET = \"Big5\"",
          LN_CHARSET_MULTIBYTE },
        { "", "content-type", "text/html; charset='utf-8", LN_CHARSET_UNKNOWN },
        { "", "content-type", "text/html", LN_CHARSET_UNKNOWN },
        { "", "content-type", "", LN_CHARSET_UNKNOWN },
        { "", "refresh", "charset=koi8-r", LN_CHARSET_UNKNOWN },
        { "utf-16", "", "", LN_CHARSET_UTF8 },
        { "x-user-defined", "", "", LN_CHARSET_ASCII },
        { "", "", "", LN_CHARSET_UNKNOWN }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(ln_prescan_attributes(exact(cases[i].charset),
                                               exact(cases[i].http_equiv),
                                               exact(cases[i].content)),
                         cases[i].said);
    }
}


/* Each page whole, at every split and byte by byte, behind a long comment. */
static void
late_table(const placing_case_t *cases, size_t n)
{
    size_t          i;
    char            page[2048];
    placing_case_t  c;

    for (i = 0; i < n; i++) {
        c = cases[i];
        (void) snprintf(page, sizeof(page), "<!--%*s-->%s", LN_PRESCAN_BYTES,
                        "", c.page);
        c.page = page;
        placing_check(&c);
    }
}


static void
escape_sequences(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", META "<p>\x1b$B</p>\x1b(B</p>|", 0, NULL },
        { "append p", META "<p>\x1b$B</p>|", 0, "\x1b(B" },
        { "append p", META "<p>\x1b$B1<q|", 0, "\x1b(B" },
        { "append article", META "<body><article>\x1b$B<g>^<q|", 0, "\x1b(B" },
        { "append p", "<meta http-equiv=content-type content='text/html; "
                      "charset=ISO-2022-JP'><p>\x1b$B</p>\x1b(B</p>|", 0,
          NULL },
        { "append p", "<html><head><title>\x1b$B<p\x1b(B</title><meta "
                      "charset='iso-2022-jp' /><p>\x1b$B</p>\x1b(B</p>|", 0,
          NULL },
        { "append p", "<title>\x1b[0m\x1b\x1b</title>" META
                      "<p>\x1b$B</p>\x1b(B</p>|", 0, NULL },

        /* the first that says one counts */

        { "append p", "<meta name=a content='charset=gbk'><meta "
                      "charset=klingon>" META "<p>\x1b$B</p>\x1b(B</p>|", 0,
          NULL },
        { "append p", "<meta charset=gbk>" META "<p>\x1b$B</p>|\x1b(B</p>", 0,
          NULL },

        /* what browsers do not take for one */

        { "append p", "<p>a</p>|" META "<p>\x1b$B</p>\x1b(B</p>", 0, NULL },
        { "append i", "<body>" META "<i>\x1b$B|</i>\x1b(B</i>", 0, NULL },
        { "append i", "</meta charset=iso-2022-jp><i>\x1b$B|</i>\x1b(B</i>", 0,
          NULL },
        { "append i", "<!--" META "--><i>\x1b$B|</i>\x1b(B</i>", 0, NULL },
        { "append i", "<i>\x1b$B|</i>\x1b(B</i>", 0, NULL },
        { "append i", "<i>\x1b$B1|<q", 0, NULL }
    };

    (void) state;

    placing_charset = LN_CHARSET_UNKNOWN;
    late_table(cases, sizeof(cases) / sizeof(cases[0]));

    /* where roots are looked for, which have names of their own for a <meta> */

    placing_hydrated.known = 1;
    late_table(&(placing_case_t) {
        "append p", META "<p>\x1b$B</p>\x1b(B</p>|", 0, NULL }, 1);
    placing_hydrated.known = 0;

    /* the header's word counts before a <meta> */

    placing_charset = LN_CHARSET_ASCII;
    late_table(&(placing_case_t) {
        "append p", META "<p>\x1b$B</p>|\x1b(B</p>", 0, NULL }, 1);
    placing_charset = LN_CHARSET_UTF8;
}


/* No pattern matches amid a character of the encoding that is said late. */
static void
patterns(void **state)
{
    size_t           i, len;
    char             page[2 * LN_WINDOW_BLOCK + 256];
    ln_place_t       place[1];
    placing_run_t    run;
    ln_place_list_t  list;

    static const size_t  cuts[] = { 1, 2, 4095, 4096, 4097, 8200, 100000 };

    (void) state;

    placing_charset = LN_CHARSET_UNKNOWN;

    late_table(&(placing_case_t) {
        "after ~ x.", "<meta charset=shift_jis><p>x\x83\x5cy xy|z", 0,
        NULL }, 1);

    /* so far behind it that the <meta> has left the patterns' window */

    len = (size_t) snprintf(page, sizeof(page),
                            "<!--%*s-->" META "<p>%*sx\x1b$Bab\x1b(Bxz</p>",
                            LN_PRESCAN_BYTES, "", 2 * LN_WINDOW_BLOCK - 1024,
                            "");
    list.places = place;
    list.nplaces = placing_parse_list("after ~ x.", place);

    for (i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
        placing_run(&run, &list, 1, (unsigned char *) page, len, cuts[i],
                    cuts[i]);
        assert_int_equal(run.placements[0].rank, 0);
        assert_int_equal(run.placements[0].offset, len - strlen("</p>"));
        placing_free();
    }

    placing_free_patterns(place, 1);
    placing_charset = LN_CHARSET_UTF8;
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(attributes),
        cmocka_unit_test(escape_sequences),
        cmocka_unit_test(patterns)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
