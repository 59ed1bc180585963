/* Bodies of an HTML type: whole, and cut at every byte. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "html/charset/ln_body.h"
#include "../../exact.h"


static void
kind_of(const char *bytes, size_t len, ln_body_kind_t expected)
{
    size_t          cut;
    ln_body_t       body;
    ln_body_kind_t  kind;

    memset(&body, 0, sizeof(ln_body_t));
    kind = ln_body_feed(&body, exact_bytes(bytes, len).data, len, 1);

    if (kind != expected) {
        fail_msg("\"%s\" is %d, not %d", bytes, kind, expected);
    }

    for (cut = 0; cut <= len; cut++) {
        memset(&body, 0, sizeof(ln_body_t));
        kind = ln_body_feed(&body, exact_bytes(bytes, cut).data, cut, 0);

        if (kind != LN_BODY_UNKNOWN && kind != expected) {
            fail_msg("%u bytes of \"%s\" are %d", (unsigned) cut, bytes, kind);
        }

        kind = ln_body_feed(&body, exact_bytes(bytes + cut, len - cut).data,
                            len - cut, 1);
        assert_int_equal(kind, expected);

        /* what is known stays */

        assert_int_equal(ln_body_feed(&body,
                                      (const unsigned char *) "<p>", 3, 1),
                         expected);
    }

    memset(&body, 0, sizeof(ln_body_t));

    for (cut = 0; cut < len; cut++) {
        (void) ln_body_feed(&body, exact_bytes(bytes + cut, 1).data, 1, 0);
    }

    assert_int_equal(ln_body_feed(&body, exact_bytes("", 0).data, 0, 1),
                     expected);
}


static void
kind(const char *body, ln_body_kind_t expected)
{
    char    wide[2048];
    size_t  i, len;

    len = strlen(body);
    kind_of(body, len, expected);

    /* in UTF-16, both ways */

    for (i = 0; i < len; i++) {
        wide[2 * i] = body[i];
        wide[2 * i + 1] = '\0';
    }

    kind_of(wide, 2 * len, expected);

    for (i = 0; i < len; i++) {
        wide[2 * i] = '\0';
        wide[2 * i + 1] = body[i];
    }

    kind_of(wide, 2 * len, expected);
}


static void
test_html(void **state)
{
    (void) state;

    kind("<p>", LN_BODY_HTML);
    kind("<p", LN_BODY_HTML);
    kind("a<b", LN_BODY_HTML);
    kind("a < b <i>", LN_BODY_HTML);
    kind("<<p>", LN_BODY_HTML);
    kind("</p>", LN_BODY_HTML);
    kind("<?xml", LN_BODY_HTML);
    kind("<!DOCTYPE html>", LN_BODY_HTML);
    kind("<!doctype", LN_BODY_HTML);
    kind("<!", LN_BODY_HTML);
    kind("<!-", LN_BODY_HTML);
    kind("<!--", LN_BODY_HTML);
    kind("<!-- <html>", LN_BODY_HTML);
    kind("<!-->", LN_BODY_HTML);
    kind("<!-- a --> b", LN_BODY_HTML);
    kind("\xef\xbb\xbf \n<html>", LN_BODY_HTML);
    kind("<trx>", LN_BODY_HTML);
    kind("<tbody-part>", LN_BODY_HTML);
    kind("<script></script><tr>", LN_BODY_HTML);
    kind("a<tr>", LN_BODY_HTML);
    kind("<!-- --><p>", LN_BODY_HTML);
    kind("<!-a --><tr>", LN_BODY_HTML);
    kind("<!->", LN_BODY_HTML);
    kind("a<!-- --><tr>", LN_BODY_HTML);
    kind("a</p>", LN_BODY_HTML);
}


static void
test_part(void **state)
{
    (void) state;

    kind("<tr>", LN_BODY_PART);
    kind(" \n<TR class=a>", LN_BODY_PART);
    kind("<td/>", LN_BODY_PART);
    kind("<caption\n", LN_BODY_PART);
    kind("<colgroup>", LN_BODY_PART);
    kind("<optgroup>", LN_BODY_PART);
    kind("<option>a", LN_BODY_PART);
    kind("<!-- a --> <!----><tbody>", LN_BODY_PART);

    /* what breaks off may have been another one */

    kind("<tr", LN_BODY_HTML);
}


static void
test_other(void **state)
{
    (void) state;

    kind("", LN_BODY_OTHER);
    kind(" \t\r\n\f", LN_BODY_OTHER);
    kind("\xef\xbb\xbf", LN_BODY_OTHER);
    kind("1", LN_BODY_OTHER);
    kind("OK", LN_BODY_OTHER);
    kind("<", LN_BODY_OTHER);
    kind("1 < 2", LN_BODY_OTHER);
    kind("<3", LN_BODY_OTHER);
    kind("{\"ok\":true}", LN_BODY_OTHER);
    kind("cb({})", LN_BODY_OTHER);
    kind("{\"a\":\"<p>\"}", LN_BODY_OTHER);
    kind("{\"a<b\":1}", LN_BODY_OTHER);
    kind("[1, -2.5e3, true , false,null,[],{},\"\\\"<p>\"]", LN_BODY_OTHER);
    kind("{\"a\":{\"b\":[{},\"c\"]}, \"d\":\"</p>\"}", LN_BODY_OTHER);
    kind("cb({\"a\":\"<p>\"})", LN_BODY_OTHER);
    kind("cb({\"a\":\"\\<p>\"})", LN_BODY_OTHER);
    kind("[\"\\\\\\/\\b\\f\\n\\r\\t\\u0041<p>\"]", LN_BODY_OTHER);
    kind("/**/ a.b_$1 ([\"<!--\"])", LN_BODY_OTHER);
}


/* What begins as JSON, and is none, may be a page. */

static void
test_no_json(void **state)
{
    (void) state;

    kind("{a} \"<p>", LN_BODY_HTML);
    kind("[see \"<p>\"]", LN_BODY_HTML);
    kind("[nul \"<p>\"]", LN_BODY_HTML);
    kind("[truex,\"<p>\"]", LN_BODY_HTML);
    kind("{} <p>", LN_BODY_HTML);
    kind("{\"a\":1}<p>", LN_BODY_HTML);
    kind("{\"a\" \"<p>\"}", LN_BODY_HTML);
    kind("{\"a\":1,}\"<p>", LN_BODY_HTML);
    kind("[}\"<p>", LN_BODY_HTML);
    kind("{]\"<p>", LN_BODY_HTML);
    kind("[1},\"<p>\"", LN_BODY_HTML);
    kind("{\"a\":1],\"<p>\"", LN_BODY_HTML);
    kind("[1],\"<p>\"", LN_BODY_HTML);
    kind("[\"a\n<p>\"]", LN_BODY_HTML);
    kind("[\"\\x<p>\"]", LN_BODY_HTML);
    kind("\"<p>\"", LN_BODY_HTML);
    kind("a \"<p>\"", LN_BODY_HTML);
    kind("a(b \"<p>\"", LN_BODY_HTML);
    kind("[1 2 \"<p>\"", LN_BODY_HTML);
}


static void
test_bounds(void **state)
{
    char    page[4096];
    size_t  i;

    (void) state;

    for (i = LN_BODY_BYTES - 4; i < LN_BODY_BYTES + 2; i++) {
        memset(page, 'x', sizeof(page));
        memcpy(page + i, "<p>", 3);
        kind_of(page, i + 3, i + 2 <= LN_BODY_BYTES ? LN_BODY_HTML
                                                    : LN_BODY_OTHER);
    }

    /* blanks are not counted */

    memset(page, '\n', sizeof(page));
    memcpy(page + 4000, "<p>", 3);
    kind_of(page, 4003, LN_BODY_HTML);
    memcpy(page + 4000, "<tr>", 4);
    kind_of(page, 4004, LN_BODY_PART);

    /* nor is a comment waited for longer */

    memset(page, 'x', sizeof(page));
    memcpy(page, "<!--", 4);
    memcpy(page + 600, "--><tr>", 7);
    kind_of(page, 607, LN_BODY_HTML);

    /* JSON is not followed deeper */

    memset(page, '[', sizeof(page));
    memcpy(page + LN_JSON_DEPTH, "\"<p>", 4);
    kind_of(page, LN_JSON_DEPTH + 4, LN_BODY_OTHER);
    memcpy(page + LN_JSON_DEPTH, "[\"<p>", 5);
    kind_of(page, LN_JSON_DEPTH + 5, LN_BODY_HTML);
}


/* Bytes that are skipped, and what stands between them, have a bound. */
static void
test_skipped(void **state)
{
    size_t          i, k;
    ln_body_t       body;
    unsigned char   c;

    static const unsigned char  first[] = { '\0', 0xff, 'a' };

    (void) state;

    for (i = 0; i < sizeof(first); i++) {
        memset(&body, 0, sizeof(ln_body_t));
        (void) ln_body_feed(&body, &first[i], 1, 0);

        for (k = first[i] != 'a'; k < LN_BODY_SKIPPED; k++) {
            assert_int_equal(body.kind, LN_BODY_UNKNOWN);
            c = first[i] != 'a' && k % 2 ? ' ' : '\0';
            (void) ln_body_feed(&body, &c, 1, 0);
        }

        assert_int_equal(body.kind, LN_BODY_HTML);
    }

    /* blanks at the beginning have none */

    memset(&body, 0, sizeof(ln_body_t));

    for (k = 0; k < 2 * LN_BODY_SKIPPED; k++) {
        (void) ln_body_feed(&body, (const unsigned char *) "\n", 1, 0);
    }

    assert_int_equal(ln_body_feed(&body, (const unsigned char *) "a", 1, 1),
                     LN_BODY_OTHER);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_part),
        cmocka_unit_test(test_other),
        cmocka_unit_test(test_no_json),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_skipped)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
