/* Bodies without a Content-Type: whole, and cut at every byte. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "html/charset/ln_sniff.h"
#include "../../exact.h"


typedef int (*sniff_pt)(const unsigned char *p, size_t len, int last);


static void
sniffed_by(sniff_pt sniff, const char *body, size_t len, int expected)
{
    int     rc;
    size_t  n;

    if (sniff(exact_bytes(body, len).data, len, 1) != expected) {
        fail_msg("\"%s\" is not %d", body, expected);
    }

    /* what a beginning says is what the whole says */

    for (n = 0; n < len; n++) {
        rc = sniff(exact_bytes(body, n).data, n, 0);

        if (rc != LN_ERROR && rc != expected) {
            fail_msg("%u bytes of \"%s\" are %d", (unsigned) n, body, rc);
        }
    }
}


static void
sniffed(const char *body, int expected)
{
    sniffed_by(ln_sniff_html, body, strlen(body), expected);
}


static void
test_sniff(void **state)
{
    unsigned char  blanks[LN_SNIFF_BYTES + 8];

    (void) state;

    sniffed("<!DOCTYPE html><p>a", LN_OK);
    sniffed(" \n\t<!doctype HTML >", LN_OK);
    sniffed("<html>", LN_OK);
    sniffed("<HTML lang=en>", LN_OK);
    sniffed("<head ", LN_OK);
    sniffed("<p>a", LN_OK);
    sniffed("<b>a", LN_OK);
    sniffed("<body >", LN_OK);
    sniffed("<!--x", LN_OK);
    sniffed("<!-- ", LN_OK);
    sniffed("", LN_DECLINED);
    sniffed(" ", LN_DECLINED);
    sniffed("<", LN_DECLINED);
    sniffed("<htm", LN_DECLINED);

    /* Chromium asks for no end of the name */

    sniffed("<html", LN_OK);
    sniffed("<html/>", LN_OK);
    sniffed("<html\n>", LN_OK);
    sniffed("<!DOCTYPE html\n>", LN_OK);
    sniffed("<!DOCTYPE html\vx>", LN_OK);
    sniffed("<bx>", LN_OK);
    sniffed("<ARTICLE>", LN_OK);
    sniffed("<abbr title=a>", LN_OK);
    sniffed("<header>", LN_OK);
    sniffed("<pre>", LN_OK);
    sniffed("<h1x", LN_OK);
    sniffed("\v<p", LN_OK);

    /* Firefox does */

    sniffed("<meta charset=utf-8>", LN_OK);
    sniffed("<Meta>", LN_OK);
    sniffed("<meta", LN_DECLINED);
    sniffed("<meta\n", LN_DECLINED);
    sniffed("<metal>", LN_DECLINED);
    sniffed("<h2>", LN_OK);
    sniffed("<h6 >", LN_OK);
    sniffed("<h7>", LN_DECLINED);
    sniffed("<center>", LN_OK);
    sniffed("<form ", LN_OK);
    sniffed("<frameset>", LN_OK);
    sniffed("<img src=a>", LN_OK);
    sniffed("<image>", LN_DECLINED);
    sniffed("<isindex>", LN_OK);
    sniffed("<link>", LN_OK);

    /* and neither has these */

    sniffed("<main>", LN_DECLINED);
    sniffed("<section>", LN_DECLINED);
    sniffed("<ul>", LN_DECLINED);
    sniffed("</p>", LN_DECLINED);
    sniffed("<!x><html>", LN_DECLINED);
    sniffed("<!DOCTYPE svg>", LN_DECLINED);
    sniffed("<?xml version=\"1.0\"?><html>", LN_DECLINED);
    sniffed("{\"a\":\"<html>\"}", LN_DECLINED);
    sniffed("text <p>", LN_DECLINED);
    sniffed("\xef\xbb\xbf<html>", LN_DECLINED);

    memset(blanks, ' ', sizeof(blanks));
    memcpy(blanks + LN_SNIFF_BYTES - 4, "<p> <p> ", 8);
    assert_int_equal(ln_sniff_html(blanks, sizeof(blanks), 0), LN_OK);
    memcpy(blanks + LN_SNIFF_BYTES - 4, "   <p>  ", 8);
    assert_int_equal(ln_sniff_html(blanks, sizeof(blanks), 0), LN_DECLINED);
}


static void
test_text(void **state)
{
    unsigned       i;
    unsigned char  long_text[LN_SNIFF_BYTES + 8];

    static const struct {
        const char  *body;
        size_t       len;
        int          expected;
    } cases[] = {
        { "", 0, LN_OK },
        { "<p>a", 4, LN_OK },
        { "\t\n\f\r\x1b(B \x7f\x80\xff", 11, LN_OK },
        { "\xff\xfe<\0p\0", 6, LN_OK },
        { "\xfe\xff\0<\0p", 6, LN_OK },
        { "\xff\xff\0<", 4, LN_DECLINED },
        { "\0", 1, LN_DECLINED },
        { "\x1f\x8b\x08", 3, LN_DECLINED },
        { "a\x08", 2, LN_DECLINED },
        { "a\x0b", 2, LN_DECLINED },
        { "a\x0e", 2, LN_DECLINED },
        { "a\x1a", 2, LN_DECLINED },
        { "a\x1c", 2, LN_DECLINED }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        sniffed_by(ln_sniff_text, cases[i].body, cases[i].len,
                   cases[i].expected);
    }

    memset(long_text, 'a', sizeof(long_text));
    assert_int_equal(ln_sniff_text(long_text, LN_SNIFF_BYTES - 1, 0),
                     LN_ERROR);
    long_text[LN_SNIFF_BYTES] = '\0';
    assert_int_equal(ln_sniff_text(long_text, sizeof(long_text), 0), LN_OK);
    long_text[LN_SNIFF_BYTES - 1] = '\0';
    assert_int_equal(ln_sniff_text(long_text, sizeof(long_text), 0),
                     LN_DECLINED);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_sniff),
        cmocka_unit_test(test_text)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
