/* What a page is read in, and what a notice is written in. */

#include "html/charset/ln_prescan.h"
#include "../placing.h"
#include "../../exact.h"


static void
labels(void **state)
{
    size_t  i;

    static const struct {
        const char    *label;
        ln_charset_t   charset;
    } cases[] = {
        { "utf-8", LN_CHARSET_UTF8 },
        { " UTF8\n", LN_CHARSET_UTF8 },
        { "windows-1251", LN_CHARSET_ASCII },
        { "866", LN_CHARSET_ASCII },
        { "koi8-r", LN_CHARSET_ASCII },
        { "x-x-big5", LN_CHARSET_MULTIBYTE },
        { "Shift_JIS", LN_CHARSET_MULTIBYTE },
        { "gb18030", LN_CHARSET_MULTIBYTE },
        { "euc-kr", LN_CHARSET_MULTIBYTE },
        { "iso-2022-jp", LN_CHARSET_ISO2022JP },
        { "utf-16", LN_CHARSET_UTF16LE },
        { "UTF-16BE", LN_CHARSET_UTF16BE },
        { "utf-7", LN_CHARSET_STATEFUL },
        { "hz-gb-2312", LN_CHARSET_STATEFUL },
        { "klingon", LN_CHARSET_UNKNOWN },
        { "utf", LN_CHARSET_UNKNOWN },
        { "utf-88", LN_CHARSET_UNKNOWN },
        { "", LN_CHARSET_UNKNOWN }
    };

    static const ln_str_t  nul = ln_string("utf-8\0\0");

    (void) state;

    assert_int_equal(ln_charset_find(nul), LN_CHARSET_UNKNOWN);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(ln_charset_find(exact(cases[i].label)),
                         cases[i].charset);
    }
}


/* The label found in a page, whole and in each of its beginnings. */
static void
prescan_check(const char *page, size_t len, const char *label)
{
    size_t         n, found;
    unsigned char  out[LN_PRESCAN_LABEL], early[LN_PRESCAN_LABEL];

    found = ln_prescan(exact_bytes(page, len).data, len, 1, out);

    if (found != strlen(label) || memcmp(out, label, found) != 0) {
        fail_msg("%s: \"%.*s\", not \"%s\"", page, (int) found, out, label);
    }

    for (n = 0; n < len; n++) {
        found = ln_prescan(exact_bytes(page, n).data, n, 0, early);

        if (found) {
            assert_int_equal(found, strlen(label));
            assert_memory_equal(early, label, found);
        }
    }
}


static void
prescan(void **state)
{
    size_t  i;

    static const char  *cases[][2] = {
        { "<meta charset=utf-8>", "utf-8" },
        { "<META CHARSET = 'KOI8-R' >", "koi8-r" },
        { "<meta/charset=\"big5\"/>", "big5" },
        { "<meta content='text/html; charset=gbk' http-equiv=content-type>",
          "gbk" },
        { "<meta http-equiv=content-type content='charsetcharset = \"gbk\"'>",
          "gbk" },
        { "<meta http-equiv=content-type content='charset=gbk;x'>", "gbk" },
        { "<meta http-equiv=content-type content='charset=\"gbk'>", "" },
        { "<meta http-equiv=refresh content='charset=gbk'>", "" },
        { "<meta http-equiv=content-type content='a charset'>", "" },
        { "<meta http-equiv=content-type content='a charset \n'>", "" },
        { "<meta http-equiv=content-type content='charset='>", "" },
        { "<meta http-equiv=content-type content='charset= '>", "" },
        { "<meta http-equiv=content-type content='charset = gbk x'>", "gbk" },
        { "<meta http-equiv=content-type content=\"charset='gbk'x\">", "gbk" },
        { "<meta http-equiv=content-type content='charset;charset=gbk'>",
          "gbk" },
        { "<meta charset=866 http-equiv=content-type content='charset=gbk'>",
          "866" },
        { "<meta charset=x-mac-cyrillic>", "x-mac-cyrillic" },
        { "<meta content='charset=gbk'><meta charset=866>", "866" },
        { "<meta charset=klingon><meta charset=866>", "866" },
        { "<meta charset=utf-16>", "utf-8" },
        { "<meta charset=x-user-defined>", "windows-1252" },
        { "<meta charset=866 charset=gbk>", "866" },
        { "<!-- <meta charset=866> --><meta charset=gbk>", "gbk" },
        { "<!--><meta charset=866>", "866" },
        { "<p title='<meta charset=866>'><meta charset=gbk>", "gbk" },
        { "</p title='<meta charset=866>'><meta charset=gbk>", "gbk" },
        { "<!x <meta charset=866><meta charset=gbk>", "gbk" },
        { "<?x <meta charset=866><meta charset=gbk>", "gbk" },
        { "</ <meta charset=866><meta charset=gbk>", "gbk" },
        { "< <meta charset=866>", "866" },
        { "<metal charset=866><meta charset=gbk>", "gbk" },
        { "<meta charset", "" },
        { "<meta charset>", "" },
        { "<meta charset=>", "" },
        { "<meta =charset=866><meta charset=gbk>", "gbk" },
        { "\xef\xbb\xbf<meta charset=gbk>", "utf-8" },
        { "\xff\xfe", "utf-16le" },
        { "\xfe\xff", "utf-16be" },
        { "<?xml version='1.0' encoding='KOI8-R'?><p>", "koi8-r" },
        { "<?xml encoding = \"koi8-r\"?><meta charset=gbk>", "gbk" },
        { "<?xml encoding = 'koi8-r'?>", "koi8-r" },
        { "<?xml encoding\t='koi8-r'?>", "koi8-r" },
        { "<?xml encoding= \n'koi8-r'?>", "koi8-r" },
        { "<?xml encoding=' koi8-r'?>", "" },
        { "<?xml encoding='koi8-r '?>", "" },
        { "<?xml encoding='utf-16'?>", "utf-8" },
        { "<?xml encoding='koi8 r'?>", "" },
        { "<?xml encoding='koi8-r", "" },
        { "<?xml encoding='koi8-r>", "" },
        { "<?xml encoding=koi8-r?>", "" },
        { "<?xml encoding ?>", "" },
        { "<?xml encoding= ?>", "" },
        { "<?xml encoding>", "" },
        { "<?xml encoding >", "" },
        { "<?xml encoding=>", "" },
        { "<?xml encoding= >", "" },
        { "<?xml version='1.0'?>", "" },
        { " <?xml encoding='koi8-r'?>", "" },
        { "<p>", "" },
        { "", "" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        prescan_check(cases[i][0], strlen(cases[i][0]), cases[i][1]);
    }

    prescan_check("<\0?\0x\0m\0l\0", 10, "utf-16le");
    prescan_check("\0<\0?\0x\0m\0l", 10, "utf-16be");
}


/* The encoding of a page, which is the same however it is cut. */
static void
encoding_check(const char *page, ln_charset_t declared, ln_charset_t encoding)
{
    size_t            i, cut, len;
    ln_placer_t      *placer;
    ln_place_list_t   list;

    len = strlen(page);
    memset(&list, 0, sizeof(list));

    for (cut = 0; cut <= len; cut++) {
        placer = ln_placer_create(&placing_arena, &list, 1);
        assert_non_null(placer);
        ln_placer_charset(placer, declared);

        for (i = 0; i < len; i += (i == 0 && cut ? cut : 1)) {
            if (ln_placer_page(placer)->charset_settled) {
                assert_int_equal(ln_placer_page(placer)->encoding, encoding);

            } else {
                assert_true(ln_placer_safe(placer) == 0);
            }

            ln_placer_feed(placer, (const unsigned char *) page + i,
                           i == 0 && cut ? cut : 1, 0);
        }

        ln_placer_feed(placer, NULL, 0, 1);

        assert_true(ln_placer_page(placer)->charset_settled);
        assert_int_equal(ln_placer_page(placer)->encoding, encoding);
        placing_free();
    }
}


/* BOM, Content-Type, meta, windows-1252. */
static void
order_of_detection(void **state)
{
    (void) state;

    encoding_check("<p>", LN_CHARSET_UNKNOWN, LN_CHARSET_ASCII);
    encoding_check("<meta charset=utf-8>", LN_CHARSET_UNKNOWN,
                   LN_CHARSET_UTF8);
    encoding_check("<meta charset=utf-8>", LN_CHARSET_ASCII,
                   LN_CHARSET_ASCII);
    encoding_check("<meta charset=utf-7>", LN_CHARSET_UNKNOWN,
                   LN_CHARSET_STATEFUL);
    encoding_check("\xef\xbb\xbf<meta charset=gbk>", LN_CHARSET_ASCII,
                   LN_CHARSET_UTF8);
    encoding_check("\xff\xfe<", LN_CHARSET_UTF8, LN_CHARSET_UTF16LE);
    encoding_check("\xfe\xff<", LN_CHARSET_UNKNOWN, LN_CHARSET_UTF16BE);
    encoding_check("<p>", LN_CHARSET_UTF8, LN_CHARSET_UTF8);
    encoding_check("\xef\xbb", LN_CHARSET_MULTIBYTE, LN_CHARSET_MULTIBYTE);
}


static size_t
utf16(ln_charset_t charset, const char *text, size_t len, unsigned char *out)
{
    ln_str_t  s;

    s.data = (const unsigned char *) text;
    s.len = len;

    return ln_charset_write(charset, s, out);
}


static void
writing(void **state)
{
    unsigned char  out[16];

    (void) state;

    assert_int_equal(utf16(LN_CHARSET_UTF16LE, "a\xd0\xb6", 3, NULL), 4);
    assert_int_equal(utf16(LN_CHARSET_UTF16LE, "a\xd0\xb6", 3, out), 4);
    assert_memory_equal(out, "a\0\x36\x04", 4);

    assert_int_equal(utf16(LN_CHARSET_UTF16BE, "\xe2\x82\xac", 3, out), 2);
    assert_memory_equal(out, "\x20\xac", 2);

    assert_int_equal(utf16(LN_CHARSET_UTF16BE, "\xf0\x9f\x98\x80", 4, NULL),
                     4);
    assert_int_equal(utf16(LN_CHARSET_UTF16BE, "\xf0\x9f\x98\x80", 4, out), 4);
    assert_memory_equal(out, "\xd8\x3d\xde\x00", 4);

    /* the last of one unit, the first and the last of two */

    assert_int_equal(utf16(LN_CHARSET_UTF16BE, "\xef\xbf\xbf", 3, NULL), 2);
    assert_int_equal(utf16(LN_CHARSET_UTF16BE, "\xef\xbf\xbf", 3, out), 2);
    assert_memory_equal(out, "\xff\xff", 2);
    assert_int_equal(utf16(LN_CHARSET_UTF16BE, "\xf0\x90\x80\x80", 4, NULL),
                     4);
    assert_int_equal(utf16(LN_CHARSET_UTF16BE, "\xf0\x90\x80\x80", 4, out), 4);
    assert_memory_equal(out, "\xd8\x00\xdc\x00", 4);
    assert_int_equal(utf16(LN_CHARSET_UTF16LE, "\xf4\x8f\xbf\xbf", 4, out), 4);
    assert_memory_equal(out, "\xff\xdb\xff\xdf", 4);

    assert_int_equal(utf16(LN_CHARSET_UTF8, "\xd0\xb6", 2, out), 2);
    assert_memory_equal(out, "\xd0\xb6", 2);
    assert_int_equal(utf16(LN_CHARSET_ASCII, "", 0, out), 0);
}


static void
utf16_pages(void **state)
{
    size_t          i, at, len, n, before;
    unsigned        bom;
    ln_charset_t    charset;
    unsigned char   page[1024];

    static const placing_case_t  cases[] = {
        { "append p", "<p>a</p>|b", 0, NULL },
        { "append p", "<p>\xe3\xb0\xbc\xe3\xb8\xbc\xe2\xbc\xaf</p>|b", 0,
          NULL },
        { "append p", "<p title='<\xd0\xb6>'>\xf0\x9f\x98\x80</p>|", 0, NULL },
        { "append p", "<!doctype html><p><!-- </p> --></p>|", 0, NULL },
        { "append p;", "<p><script>'</p>'|", 0, "</script>" },
        { "after ~ a.", "<p>a\xd0\xb6|b", 0, NULL },
        { "after ~ a.", "<p>a\xf0\x9f\x98\x80 ab|c", 0, NULL },
        { NULL, "|", 1, NULL }
    };

    (void) state;

    for (i = 0; i < 4 * sizeof(cases) / sizeof(placing_case_t); i++) {
        bom = i & 1;
        charset = i & 2 ? LN_CHARSET_UTF16LE : LN_CHARSET_UTF16BE;
        placing_charset = bom ? LN_CHARSET_UTF8 : charset;

        len = strlen(cases[i / 4].page);
        at = strcspn(cases[i / 4].page, "|");
        n = 0;

        if (bom) {
            n = utf16(charset, "\xef\xbb\xbf", 3, page);
        }

        n += utf16(charset, cases[i / 4].page, at, page + n);
        before = n;
        n += utf16(charset, cases[i / 4].page + at + 1, len - at - 1,
                   page + n);

        placing_check_bytes(&cases[i / 4], page, n, before);
    }

    placing_charset = LN_CHARSET_UTF8;
}


static void
iso_2022_jp(void **state)
{
    static const placing_case_t  cases[] = {

        /* in two-byte characters `<` and `>` are none */

        { "append p", "<p>\x1b$B</p>\x1b(B</p>|", 0, NULL },
        { "append p", "<p>\x1b$@</p>\x1b(J</p>|", 0, NULL },
        { "append p", "<p>\x1b(I</p>\x1b(J\\~</p>|", 0, NULL },
        { "append p", "<p title=\"\x1b$B\">\">\x1b(B\"></p>|", 0, NULL },

        /* `\` and `~` are themselves in ASCII, and others in JIS X 0201 */

        { "append [id='a~']", "<p id='a~'>b</p>|<p id='a~\x1b(J'>c", 0, NULL },
        { "append [id='a\\\\']", "<p id='a\\'>b</p>|", 0, NULL },
        { "append [id='}[']", "<p>a<b title='\x1b(J' id='}['>b|</b></p>", 0,
          NULL },
        { "append [id='~']", "<p>a<b title='\x1b(J' id='~'>b</b></p>|", 1,
          NULL },
        { "append [id='\\\\']", "<p>a<b title='\x1b(J' id='\\'>b</b></p>|",
          1, NULL },
        { "append [id='~']", "<p>a<b title='\x1b(J\x1b(B' id='~'>b|</b></p>",
          0, NULL },

        /* what is no escape sequence */

        { "append p", "<p>\x1b</p>|", 0, NULL },
        { "append p", "<p>\x1b(</p>|", 0, NULL },
        { "append p", "<p>\x1b$x</p>|", 0, NULL },
        { "append p", "<p>\x1b\x1b$B</p>\x1b(B</p>|", 0, NULL },
        { "append p", "<p>\x1b$\x1b$B</p>\x1b(B</p>|", 0, NULL },

        /* the page's end: back to ASCII first */

        { "append p", "<p>\x1b$B</p>|", 0, "\x1b(B" },
        { "append p", "<p>\x1b$B</p>\x1b|", 0, "\x1b(B" },
        { "append p", "<p>\x1b$B</p>\x1b(B|", 0, NULL },
        { "append p", "<p><!-- \x1b$B-->|", 0, "\x1b(B-->" },
        { "append p", "<p>a|<b title=\"\x1b$B", 0, NULL },

        /* of what comes later, nothing counts */
        { "append p", "|<plaintext>\x1b$B</p>", 1, NULL },
        { "append p", "a|<plaintext>\x1b$B</p>", 1, NULL }
    };

    (void) state;

    placing_charset = LN_CHARSET_ISO2022JP;
    placing_table(cases);

    /* with a BOM it is none */

    placing_charset = LN_CHARSET_ISO2022JP;
    placing_check(&(placing_case_t) {
        "append p", "\xef\xbb\xbf<p>\x1b$B</p>|\x1b(B</p>", 0, NULL });

    placing_charset = LN_CHARSET_UTF8;
}


/* Pages of many units at once, with a tag that a cut may go through. */
static void
long_pages(void **state)
{
    size_t           n, k, len, at;
    ln_place_t       place;
    ln_error_t       error;
    placing_run_t    run;
    unsigned char   *page;
    ln_place_list_t  list;

    static const ln_charset_t  charsets[] = {
        LN_CHARSET_UTF16LE, LN_CHARSET_UTF16BE, LN_CHARSET_ISO2022JP
    };

    static const size_t  cuts[] = {
        1, 1023, 1024, 1025, 1026, 2047, 2048, 2049, 4096, 50000
    };

    (void) state;

    page = malloc(20000);
    assert_non_null(page);
    list.places = &place;
    list.nplaces = 1;

    for (k = 0; k < 3; k++) {
        for (n = 0; n < sizeof(cuts) / sizeof(cuts[0]); n++) {

            if (k < 2) {
                len = utf16(charsets[k], "<p>", 3, page);
                at = len;

                while (at < 9000) {
                    at += utf16(charsets[k], "x", 1, page + at);
                }

                len = at + utf16(charsets[k], "</p>y", 5, page + at);

            } else {
                len = 0;
                memcpy(page, "<p>", 3);

                for (at = 3; at < 9000; at += 8) {
                    memcpy(page + at, "\x1b$B</\x1b(B", 8);
                }

                memcpy(page + at, "</p>y", 5);
                len = at + 5;
            }

            assert_int_equal(placing_parse("append p", 8, &place, &error),
                             LN_OK);
            placing_charset = charsets[k];
            placing_run(&run, &list, 1, page, len, cuts[n], cuts[n]);
            assert_int_equal(run.placements[0].rank, 0);
            assert_int_equal(run.placements[0].offset,
                             at + (k < 2 ? 8 : 4));
            placing_free();
        }
    }

    free(page);
    placing_charset = LN_CHARSET_UTF8;
}


/* No trail byte, after any lead byte, ends a tag or begins one. */
static void
trail_bytes(void **state)
{
    unsigned        lead, trail;
    size_t          len;
    char            page[64];
    placing_run_t   run;
    ln_place_t      place;
    ln_place_list_t list;
    ln_error_t      error;

    (void) state;

    assert_int_equal(placing_parse("append p", 8, &place, &error), LN_OK);
    list.places = &place;
    list.nplaces = 1;
    placing_charset = LN_CHARSET_MULTIBYTE;

    for (lead = 0x81; lead < 0xff; lead++) {
        for (trail = 0x30; trail < 0xff; trail++) {

            if (trail >= 0x3a && trail < 0x40) {
                continue;
            }

            len = (size_t) snprintf(page, sizeof(page),
                                    "<p title='%c%c'>%c%c</p>", (char) lead,
                                    (char) trail, (char) lead, (char) trail);

            placing_run(&run, &list, 1, (unsigned char *) page, len, 11, 1);
            assert_int_equal(run.placements[0].offset, len);
            assert_int_equal(run.placements[0].rank, 0);
        }

        placing_free();
        assert_int_equal(placing_parse("append p", 8, &place, &error), LN_OK);
    }

    placing_free();
    placing_charset = LN_CHARSET_UTF8;
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(labels),
        cmocka_unit_test(prescan),
        cmocka_unit_test(order_of_detection),
        cmocka_unit_test(writing),
        cmocka_unit_test(utf16_pages),
        cmocka_unit_test(iso_2022_jp),
        cmocka_unit_test(long_pages),
        cmocka_unit_test(trail_bytes)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
