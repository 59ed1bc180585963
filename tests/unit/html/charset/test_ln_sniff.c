/* Bodies without a Content-Type: whole, and cut at every byte. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "html/charset/ln_sniff.h"
#include "../../exact.h"


static void
sniffed(const char *body, int expected)
{
    int     rc;
    size_t  n, len;

    len = strlen(body);

    if (ln_sniff_html(exact(body).data, len, 1) != expected) {
        fail_msg("\"%s\" is not %d", body, expected);
    }

    /* what a beginning says is what the whole says */

    for (n = 0; n < len; n++) {
        rc = ln_sniff_html(exact_bytes(body, n).data, n, 0);

        if (rc != LN_ERROR && rc != expected) {
            fail_msg("%u bytes of \"%s\" are %d", (unsigned) n, body, rc);
        }
    }
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
    sniffed("<html", LN_DECLINED);
    sniffed("<html/>", LN_DECLINED);
    sniffed("<html\n>", LN_DECLINED);
    sniffed("<bx>", LN_DECLINED);
    sniffed("<!DOCTYPE svg>", LN_DECLINED);
    sniffed("<?xml version=\"1.0\"?><html>", LN_DECLINED);
    sniffed("{\"a\":\"<html>\"}", LN_DECLINED);
    sniffed("text <p>", LN_DECLINED);
    sniffed("\xef\xbb\xbf<html>", LN_DECLINED);

    memset(blanks, ' ', sizeof(blanks));
    memcpy(blanks + LN_SNIFF_BYTES - 4, "<p> <p> ", 8);
    assert_int_equal(ln_sniff_html(blanks, sizeof(blanks), 0), LN_OK);
    memcpy(blanks + LN_SNIFF_BYTES - 4, "  <p>   ", 8);
    assert_int_equal(ln_sniff_html(blanks, sizeof(blanks), 0), LN_DECLINED);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_sniff)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
