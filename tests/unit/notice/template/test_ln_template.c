#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "notice/template/ln_template_parse.h"
#include "../../arena.h"
#include "../../exact.h"


static void
renders(const char *text, const char *value, const char *expected)
{
    size_t           len;
    char             out[1024];
    ln_str_t         values[2];
    ln_error_t       err;
    ln_template_t   *t;

    memset(&err, 0, sizeof(err));
    t = ln_template_parse(&alloc, exact(text), &err);

    if (t == NULL) {
        fail_msg("\"%s\": %s", text, err.text);
    }

    values[0] = values[1] = exact(value);

    len = ln_template_render(t, values, NULL);
    assert_true(len < sizeof(out));
    assert_int_equal(ln_template_render(t, values, (unsigned char *) out),
                     len);
    out[len] = '\0';
    assert_string_equal(out, expected);
    (void) arena_free(NULL);
}


static void
test_render(void **state)
{
    (void) state;

    renders("<p>a</p>", "", "<p>a</p>");
    renders("<p>{{a}}</p>", "<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#39;</p>");
    renders("{{a}}{{b}}", "x", "xx");
    renders("{{a}} {{a}}", "x", "x x");
    renders("{{{{a}} {{a}}", "x", "{{a}} x");
    renders("<p title='{{a}}'>b</p>", "'", "<p title='&#39;'>b</p>");
    renders("{{a}}", "\xff\x01z", "\xef\xbf\xbd\xef\xbf\xbdz");
    renders("{{a}}", "\xd0\x96", "\xd0\x96");
    renders("<a href=\"{{a}}\">b</a>", "https://e.org/?a&b",
            "<a href=\"https://e.org/?a&amp;b\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "javascript:alert(1)",
            "<a href=\"#\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "", "<a href=\"#\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "/a?b&c",
            "<a href=\"/a?b&amp;c\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "a/b", "<a href=\"a/b\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", " javascript:a", "<a href=\"#\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "data:text/html,a",
            "<a href=\"#\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "/x:y", "<a href=\"/x:y\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "x/y", "<a href=\"x/y\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "java\tscript:x",
            "<a href=\"#\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", " data:x/y", "<a href=\"#\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "HTTPS://e.org/",
            "<a href=\"HTTPS://e.org/\">b</a>");
    renders("<a href=\"/x?{{a}}\">b</a>", "y", "<a href=\"/x?y\">b</a>");
    renders("a<br/>b &#160; &amp; <!-- c -->", "",
            "a<br/>b &#160; &amp; <!-- c -->");
    renders("{{a}}", "a\tb\nc\rd\x7f" "e\x1f",
            "a\tb\nc\rd\xef\xbf\xbd" "e\xef\xbf\xbd");
    renders("<a href=\"{{a}}\">b</a>", "?a:b", "<a href=\"?a:b\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "#a:b", "<a href=\"#a:b\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "http://", "<a href=\"#\">b</a>");
    renders("<a href=\"{{a}}\">b</a>", "mailto:a@b",
            "<a href=\"mailto:a@b\">b</a>");
    renders("a&#9;&#10;&#160;&#xd7ff;&#xe000;&#xfffd;&#x10fffd;", "",
            "a&#9;&#10;&#160;&#xd7ff;&#xe000;&#xfffd;&#x10fffd;");
    renders("a{b}{ {{a}}{", "x", "a{b}{ x{");
    renders("a\r\n<!-- b {c} - d -->", "", "a\r\n<!-- b {c} - d -->");

    /* who only writes the text writes no button */

    renders("<p>{{a}}</p>{{legal_form}}<p>b</p>", "x", "<p>x</p><p>b</p>");
}


/* What HTML allows and XML does not. */
static void
test_rewritten(void **state)
{
    (void) state;

    renders("a<br>b<BR >c<hr class=x>", "",
            "a<br/>b<br/>c<hr class=\"x\"/>");
    renders("<P CLASS=a>b</p>", "", "<p class=\"a\">b</p>");
    renders("<p hidden Lang=ru>b</P>", "",
            "<p hidden=\"\" lang=\"ru\">b</p>");
    renders("<img alt='x' src=/a?b&c>e", "",
            "<img alt='x' src=\"/a?b&amp;c\"/>e");
    renders("a &nbsp;&mdash; &laquo;b&raquo; &lt;&AMP;", "",
            "a \xc2\xa0\xe2\x80\x94 \xc2\xab" "b\xc2\xbb &lt;&amp;");
    renders("&Afr;&nGg;&apos;&QUOT;", "", "\xf0\x9d\x94\x84\xe2\x8b\x99"
            "\xcc\xb8&#39;&quot;");
    renders("a&colon;b &commat;&lbrace;&NewLine;", "", "a:b @{\n");
    renders("a & b && AT&T &", "", "a &amp; b &amp;&amp; AT&amp;T &amp;");
    renders("<a href=\"/?a=1&copy=2&b\">c</a>", "",
            "<a href=\"/?a=1&amp;copy=2&amp;b\">c</a>");
    renders("<a href=\"{{scheme}}://{{a}}/\">b</a>", "https",
            "<a href=\"https://https/\">b</a>");
    renders("<a href=\"{{a}}/:{{a}}\">b</a>", "x", "<a href=\"x/:x\">b</a>");
    renders("{{a}}", "\xef\xbf\xbf<\xef\xbf\xbe\xef\xbf\xbc",
            "\xef\xbf\xbd&lt;\xef\xbf\xbd\xef\xbf\xbc");
    renders("\xe0\xa4\x85{{a}}", "\xe0\xa4\x85\xf0\x90\x80\x80",
            "\xe0\xa4\x85\xe0\xa4\x85\xf0\x90\x80\x80");
    renders("<div><p>a</p><h2><a href='/x'>b</a></h2></div>", "",
            "<div><p>a</p><h2><a href='/x'>b</a></h2></div>");
    renders("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>", "",
            "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>");
    renders("<dl><dt>a</dt><dd>b<dl><dt>c</dt></dl></dd></dl>", "",
            "<dl><dt>a</dt><dd>b<dl><dt>c</dt></dl></dd></dl>");
    renders("<table> <caption>a</caption><colgroup><col></colgroup><thead>"
            "<tr><th>b</th></tr></thead> <tr>\n<td><p>c</p></td></tr></table>",
            "", "<table> <caption>a</caption><colgroup><col/></colgroup><thead>"
            "<tr><th>b</th></tr></thead> <tr>\n<td><p>c</p></td></tr></table>");
    renders("<a href='/x'><table><tr><td><a href='/y'>b</a></td></tr></table>"
            "</a>", "", "<a href='/x'><table><tr><td><a href='/y'>b</a></td>"
            "</tr></table></a>");
    renders("<p><button><div>a</div></button></p>", "",
            "<p><button><div>a</div></button></p>");
    renders("<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "",
            "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>");
    renders("a > b ]]>", "", "a &gt; b ]]&gt;");
    renders("<p on os=a title='{' xml:lang=\"ru\">b</p>", "",
            "<p on=\"\" os=\"a\" title='{' xml:lang=\"ru\">b</p>");
    renders("&Afr b &copyx", "", "&amp;Afr b &amp;copyx");
    renders("<a href=\"{{scheme}}:a\">b</a>", "x",
            "<a href=\"x:a\">b</a>");
    renders("<a href='abcdefgh:c'>b</a><a href=abcdefghij:c>b</a>", "",
            "<a href='abcdefgh:c'>b</a><a href=\"abcdefghij:c\">b</a>");
    renders("<a href='/?&amp;'>b</a><a href='?&amp;'>b</a><a href='#&amp;'>b"
            "</a>", "", "<a href='/?&amp;'>b</a><a href='?&amp;'>b</a>"
            "<a href='#&amp;'>b</a>");
    renders("<p title=\"a<b\">c</p>", "", "<p title=\"a&lt;b\">c</p>");
}


static void
test_refused(void **state)
{
    size_t      i;
    ln_error_t  err;

    static const struct {
        const char  *text;
        unsigned     line;
        unsigned     column;
        const char  *message;
    } cases[] = {
        { "<p><b></p>", 1, 7, "\"<b>\" is not closed before \"</p>\"" },
        { "a\n<p>b", 2, 1, "\"<p>\" is not closed at the end" },
        { "a</div>", 1, 2, "\"</div>\" closes nothing" },
        { "\xd0\x96\xd0\x96</p>", 1, 3, "closes nothing" },
        { "<script>a</script>", 1, 1, "\"<script>\" is not allowed" },
        { "<textarea>", 1, 1, "not allowed" },
        { "<plaintext>", 1, 1, "not allowed" },
        { "a<br></br>", 1, 6, "\"</br>\" closes nothing" },
        { "<p/>a", 1, 1, "close it with an end tag" },
        { "<p class=a\"b>b</p>", 1, 4, "must be quoted" },
        { "<p class=>b</p>", 1, 4, "must be quoted" },
        { "<p class={{a}}>b</p>", 1, 4, "must be quoted" },
        { "<p class='a' CLASS='b'>b</p>", 1, 14, "is there twice" },
        { "<p x:y='a'>b</p>", 1, 4, "prefix" },
        { "<a href=\" java\nscript:a\">b</a>", 1, 10, "runs a script" },
        { "<a href=JavaScript:a>b</a>", 1, 9, "runs a script" },
        { "<a href=\"java&#115;cript:a\">b</a>", 1, 14, "hide a scheme" },
        { "<B>a</P>", 1, 5, "\"<B>\" is not closed before \"</P>\"" },
        { "<p onclick=\"a\">b</p>", 1, 4, "could run a script" },
        { "<p style=\"{{a}}\">b</p>", 1, 11, "cannot stand here" },
        { "<a href=\"java{{a}}\">b</a>", 1, 14, "cannot stand here" },
        { "<a href=\"{{a}}{{a}}\">b</a>", 1, 15, "cannot stand here" },
        { "<a href=\"{{a}}:b\">b</a>", 1, 15, "cannot be the scheme" },
        { "<a href=\"{{a}}b:c\">b</a>", 1, 16, "cannot be the scheme" },
        { "<a href=\"javascript:a\">b</a>", 1, 10, "runs a script" },
        { "<p>\n <b title={{a}}>c</b></p>", 2, 5, "must be quoted" },
        { "<p {{a}}=\"b\">c</p>", 1, 4, "is expected" },
        { "<{{a}}>c", 1, 1, "unexpected \"<\"" },
        { "<p onclick=\"{{a}}\">b</p>", 1, 4, "could run a script" },
        { "<P ONCLICK=\"{{a}}\">b</P>", 1, 4, "could run a script" },
        { "<SCRIPT>a</SCRIPT>", 1, 1, "not allowed" },
        { "<p>\n<style>{{a}}</style></p>", 2, 1, "not allowed" },
        { "<script src=\"/a\"></script>", 1, 1, "not allowed" },
        { "<iframe srcdoc=\"{{a}}\"></iframe>", 1, 1, "not allowed" },
        { "<!-- {{a}} -->b", 1, 6, "in a comment" },
        { "<!-- a", 1, 1, "a comment must end" },
        { "<!--> a -->", 1, 1, "a comment must end" },
        { "<!DOCTYPE html>", 1, 1, "a text is a part of a page" },
        { "a &copy b", 1, 3, "lacks its \";\"" },
        { "a &nosuch; b", 1, 3, "unknown character reference" },
        { "a &#0; b", 1, 3, "invalid numeric" },
        { "a &#xd800; b", 1, 3, "invalid numeric" },
        { "a &#1114112; b", 1, 3, "invalid numeric" },
        { "a &#12 b", 1, 3, "invalid numeric" },
        { "a &#zz; b", 1, 3, "invalid numeric" },
        { "a &#", 1, 3, "invalid numeric" },
        { "a &#x", 1, 3, "invalid numeric" },
        { "a &#x4", 1, 3, "invalid numeric" },
        { "a &#4", 1, 3, "invalid numeric" },
        { "a\x01", 1, 2, "control character" },
        { "{{", 1, 1, "invalid placeholder" },
        { "{{}}", 1, 1, "invalid placeholder" },
        { "a {{a-b}}", 1, 3, "invalid placeholder" },
        { "a\xff", 1, 2, "not valid UTF-8" },
        { "<p> </p>", 1, 1, "no words" },
        { "<p>&nbsp; &#160;&#xA0;&ensp;</p>", 1, 1, "no words" },
        { "<p>\xc2\xa0\xe2\x80\x8b\xe3\x80\x80&shy;</p>", 1, 1, "no words" },
        { "", 1, 1, "no words" },
        { "<p title=\"a", 1, 11, "does not end" },
        { "<p", 1, 3, "is expected" },
        { "<br/ >a", 1, 5, "\">\" is expected" },
        { "<p>a<br/", 1, 9, "\">\" is expected" },
        { "<!-- a -- b -->c", 1, 1, "a comment must end" },
        { "<!---->c", 1, 1, "a comment must end" },
        { "<!--->c", 1, 1, "a comment must end" },
        { "<!--", 1, 1, "a comment must end" },
        { "<!-", 1, 1, "a word processor has written it" },
        { "<?", 1, 1, "\"<?\" is no HTML of a text" },
        { "a<", 1, 2, "unexpected \"<\"" },
        { "a</", 1, 2, "invalid end tag" },
        { "a</>", 1, 2, "invalid end tag" },
        { "<p>a</p", 1, 5, "invalid end tag" },
        { "<p>a</p b>", 1, 5, "invalid end tag" },
        { "<p title=", 1, 4, "must be quoted" },
        { "<p title=a", 1, 11, "is expected" },
        { "<p title='{", 1, 11, "does not end" },
        { "<p title='{{", 1, 11, "invalid placeholder" },
        { "{{a", 1, 1, "invalid placeholder" },
        { "{{a}", 1, 1, "invalid placeholder" },
        { "{{a}b}", 1, 1, "invalid placeholder" },
        { "<p title=\"&copy a\">b</p>", 1, 11, "lacks its \";\"" },
        { "a &copy=b", 1, 3, "lacks its \";\"" },
        { "a &#31;", 1, 3, "invalid numeric" },
        { "a &#13;", 1, 3, "invalid numeric" },
        { "a &#127;", 1, 3, "invalid numeric" },
        { "a &#x9f;", 1, 3, "invalid numeric" },
        { "a &#xdfff;", 1, 3, "invalid numeric" },
        { "a &#xfffe;", 1, 3, "invalid numeric" },
        { "a &#x1ffff;", 1, 3, "invalid numeric" },
        { "a &#x10ffff;", 1, 3, "invalid numeric" },
        { "a &#x100000041;", 1, 3, "invalid numeric" },
        { "<p srcdoc=a>b</p>", 1, 4, "could run a script" },
        { "<p xml:lan='a'>b</p>", 1, 4, "prefix" },
        { "<a href=\"VB\tscript:a\">b</a>", 1, 10, "runs a script" },
        { "<a href=vbscript:a>b</a>", 1, 9, "runs a script" },
        { "<a href=\"{{schemf}}:b\">b</a>", 1, 20, "cannot be the scheme" },
        { "<a href=\"{{scheme}}b:c\">b</a>", 1, 21, "cannot be the scheme" },
        { "<!-- a --->c", 1, 1, "a comment must end" },

        /* what a browser would close, move or drop */

        { "<p>a<div>b</div></p>", 1, 5, "\"<div>\" would end the \"<p>\"" },
        { "<P>a<TABLE></TABLE></P>", 1, 5, "would end the \"<P>\"" },
        { "<p><b><ul></ul></b></p>", 1, 7, "would end the \"<p>\"" },
        { "<p>a<hr></p>", 1, 5, "words and elements like <b>" },
        { "<p><p>a</p></p>", 1, 4, "would end" },
        { "<p><h2>a</h2></p>", 1, 4, "would end" },
        { "<p><li>a</li></p>", 1, 4, "would end" },
        { "<h2>a<h3>b</h3></h2>", 1, 6, "\"<h3>\" would end the \"<h2>\"" },
        { "<a href=/x>a<b><a href=/y>b</a></b></a>", 1, 16, "but <a>" },
        { "<a href=/x><div><a href=/y>b</a></div></a>", 1, 17, "but <a>" },
        { "<ul><li>a<li>b</li></li></ul>", 1, 10, "but <li> outside" },
        { "<ul><li><div><li>b</li></div></li></ul>", 1, 14, "but <li>" },
        { "<dl><dt>a<dd>b</dd></dt></dl>", 1, 10, "but <dt> and <dd>" },
        { "<button><i><button>b</button></i></button>", 1, 12, "but <button>" },
        { "<ul><li><search><li>b</li></search></li></ul>", 1, 17, "but <li>" },
        { "<nobr>a<b><nobr>b</nobr></b></nobr>", 1, 11, "but <nobr>" },
        { "<ruby>a<rt>b<rp>c</rp></rt></ruby>", 1, 13, "allowed in <ruby>" },
        { "<table>a</table>", 1, 8, "words cannot stand directly in" },
        { "<table>\n{{a}}</table>", 2, 1, "a browser would move them" },
        { "<table><tr>&nbsp;</tr></table>", 1, 12, "<td> and <th> can" },
        { "<table><p>a</p></table>", 1, 8, "<caption>, <colgroup>, <col>" },
        { "<table><td>a</td></table>", 1, 8, "cannot stand directly" },
        { "<table><tr><b>a</b></tr></table>", 1, 12, "<td> and <th> can" },
        { "<table><tbody><td>a</td></tbody></table>", 1, 15, "<tr> can" },
        { "<table><table></table></table>", 1, 8, "cannot stand directly" },
        { "<table><colgroup><b></b></colgroup></table>", 1, 18, "<col> can" },
        { "<tr><td>a</td></tr>", 1, 1, "directly in \"<table>\"" },
        { "<p>a</p><td>b</td>", 1, 9, "\"<tr>\", a browser would drop" },
        { "<div><col>a</div>", 1, 6, "a browser would drop it" },
        { "<image src='/x'></image>", 1, 1, "write <img>" },
        { "<param name='x'></param>a", 1, 1, "something else" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(&err, 0, sizeof(err));

        if (ln_template_parse(&alloc, exact(cases[i].text), &err) != NULL) {
            fail_msg("\"%s\" was taken", cases[i].text);
        }

        if (strstr(err.text, cases[i].message) == NULL
            || err.line != cases[i].line || err.column != cases[i].column)
        {
            fail_msg("\"%s\": %s at %u:%u", cases[i].text, err.text, err.line,
                     err.column);
        }

        (void) arena_free(NULL);
    }
}


/* Cut at every byte: taken as it is, or refused within its bytes. */
static void
test_cut(void **state)
{
    char            text[256], out[1024];
    size_t          i, n, len;
    ln_str_t        values[2];
    unsigned        taken;
    ln_error_t      err;
    ln_template_t  *t;

    static const char  whole[] =
        "a &#x41;&#65;&amp;<!-- b - c --><p title='{{d}}' lang=\"ru\" hidden>"
        "{{e}}<a href=\"/?f&amp;g\">h</a><img src='i.png' alt=j /></p>k{l";

    (void) state;

    values[0] = values[1] = ln_str("v");
    taken = 0;

    for (i = 0; i < sizeof(whole); i++) {
        memcpy(text, whole, i);
        text[i] = '\0';
        memset(&err, 0, sizeof(err));

        t = ln_template_parse(&alloc, exact(text), &err);

        if (t == NULL) {
            assert_int_not_equal(err.text[0], '\0');
            assert_int_equal(err.line, 1);
            assert_in_range(err.column, 1, i + 1);

        } else {
            taken++;
            n = ln_template_render(t, values, NULL);
            assert_in_range(n, 1, sizeof(out));
            len = ln_template_render(t, values, (unsigned char *) out);
            assert_int_equal(len, n);
            assert_memory_equal(out, whole, i < 2 ? i : 2);
        }

        (void) arena_free(NULL);
    }

    /* where no tag, comment or reference is cut, nor "<p>" open */

    assert_int_equal(taken, 15);
}


/* As many as are taken, and one more. */
static void
test_limits(void **state)
{
    size_t      i, k, len;
    char        text[4096];
    ln_error_t  err;

    (void) state;

    for (k = 0; k < 2; k++) {
        memset(&err, 0, sizeof(err));
        len = (size_t) sprintf(text, "<p");

        for (i = 0; i < 32 + k; i++) {
            len += (size_t) sprintf(text + len, " data-%u='x'", (unsigned) i);
        }

        (void) sprintf(text + len, ">a</p>");
        assert_int_equal(ln_template_parse(&alloc, ln_str(text), &err) != NULL,
                         k == 0);
        (void) arena_free(NULL);
    }

    assert_non_null(strstr(err.text, "more than 32 attributes"));
    assert_int_equal(err.column, len - strlen("data-32='x'") + 1);

    for (k = 0; k < 2; k++) {
        memset(&err, 0, sizeof(err));

        for (len = 0, i = 0; i < 32 + k; i++) {
            len += (size_t) sprintf(text + len, "<b>");
        }

        len += (size_t) sprintf(text + len, "a");

        for (i = 0; i < 32 + k; i++) {
            len += (size_t) sprintf(text + len, "</b>");
        }

        assert_int_equal(ln_template_parse(&alloc, ln_str(text), &err) != NULL,
                         k == 0);
        (void) arena_free(NULL);
    }

    assert_non_null(strstr(err.text, "more than 32 elements are open"));
    assert_int_equal(err.column, 32 * strlen("<b>") + 1);
}


static void
test_variables(void **state)
{
    unsigned        line, column;
    ln_error_t      err;
    ln_template_t  *t;

    (void) state;

    t = ln_template_parse(&alloc, ln_str("{{b}}\n {{a_1}} {{b}}"), &err);
    assert_non_null(t);
    assert_int_equal(ln_template_nvariables(t), 2);
    assert_true(ln_str_eq(ln_template_variable(t, 0), ln_str("b")));
    assert_true(ln_str_eq(ln_template_variable(t, 1), ln_str("a_1")));

    ln_template_where(t, 1, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 2);
}


/* says: of what is refused; NULL where it is taken. */
static void
named(const char **names, const char *form, const char *says)
{
    char            text[128], name[32];
    size_t          i, k;
    ln_error_t      err;
    ln_template_t  *t;

    for (i = 0; names[i]; i++) {
        for (k = 0; k < 2; k++) {
            (void) strcpy(name, names[i]);
            name[0] ^= k ? 0x20 : 0;
            (void) snprintf(text, sizeof(text), form, name, name);

            memset(&err, 0, sizeof(err));
            t = ln_template_parse(&alloc, exact(text), &err);

            if ((t == NULL) != (says != NULL)
                || (says && strstr(err.text, says) == NULL))
            {
                fail_msg("\"%s\": %s", text, t ? "is taken" : err.text);
            }

            (void) arena_free(NULL);
        }
    }
}


/* Each name of each list, in both cases. */
static void
test_names(void **state)
{
    static const char  *refused[] = {
        "applet", "base", "body", "embed", "form", "frame", "frameset", "head",
        "html", "iframe", "input", "link", "math", "meta", "noembed",
        "noframes", "noscript", "object", "plaintext", "script", "select",
        "style", "svg", "template", "textarea", "title", "xmp", NULL
    };
    static const char  *empty[] = {
        "area", "br", "hr", "img", "source", "track", "wbr", NULL
    };
    static const char  *column[] = { "col", NULL };
    static const char  *obsolete[] = {
        "basefont", "bgsound", "image", "keygen", "param", NULL
    };
    static const char  *urls[] = {
        "action", "cite", "data", "formaction", "href", "ping", "poster",
        "src", NULL
    };

    (void) state;

    named(refused, "<%s>a</%s>", "is not allowed");
    named(empty, "<%s>a", NULL);
    named(empty, "<%s/>a", NULL);
    named(column, "a<table><%s></table>", NULL);
    named(column, "a<table><%s/></table>", NULL);
    named(obsolete, "<%s>a</%s>", "is not allowed");
    named(urls, "<a %s='javascript:a'>b</a>", "runs a script");
    named(urls, "<a %s='/{{a}}'>b</a>", NULL);
    named(urls, "<a %s='b{{a}}:c'>b</a>", "cannot stand here");
}


/* A text that asks: where its form and its button go. */

static void
asks(const char *text, const char *expected, const char *without,
    const char *title)
{
    size_t                     len;
    char                       out[1024];
    ln_str_t                   values[2], own;
    ln_error_t                 err;
    ln_template_t             *t;
    const ln_template_form_t  *form;

    static const ln_template_form_t  parts = {
        ln_string("<f>"), ln_string("<b>go</b>"), ln_string("</f>")
    };

    memset(&err, 0, sizeof(err));
    t = ln_template_parse(&alloc, exact(text), &err);

    if (t == NULL || ln_template_may_ask(t, 1, &err) != LN_OK) {
        fail_msg("\"%s\": %s", text, err.text);
    }

    values[0] = values[1] = ln_str("V");

    for (form = &parts; /* void */ ; form = NULL) {
        len = ln_template_render_form(t, values, form, NULL);
        assert_true(len < sizeof(out));
        assert_int_equal(ln_template_render_form(t, values, form,
                                                 (unsigned char *) out),
                         len);
        out[len] = '\0';
        assert_string_equal(out, form ? expected : without);

        if (form == NULL) {
            break;
        }
    }

    own = ln_template_title(t);
    assert_int_equal(own.len, strlen(title));
    assert_true(own.len == 0 || memcmp(own.data, title, own.len) == 0);
    (void) arena_free(NULL);
}


static void
test_asks(void **state)
{
    (void) state;

    asks("<p>a</p>", "<p>a</p><f><b>go</b></f>", "<p>a</p>", "");
    asks("{{legal_form}}a", "<f><b>go</b></f>a", "a", "");
    asks("a {{legal_form}} b", "a <f><b>go</b></f> b", "a  b", "");
    asks("<div>{{legal_form}}</div>a", "<div><f><b>go</b></f></div>a",
         "<div></div>a", "");
    asks("<ul><li>{{legal_form}}</li><li>a</li></ul>",
         "<ul><li><f><b>go</b></f></li><li>a</li></ul>",
         "<ul><li></li><li>a</li></ul>", "");
    asks("a{{{{legal_form}}", "a{{legal_form}}<f><b>go</b></f>",
         "a{{legal_form}}", "");

    asks("a<button>yes</button>b", "ab<f><button>yes</button></f>", "ab", "");
    asks("<BUTTON CLASS=x>yes</BUTTON>b",
         "b<f><button class=\"x\">yes</button></f>", "b", "");
    asks("<button>yes</button>b{{legal_form}}c",
         "b<f><button>yes</button></f>c", "bc", "");
    asks("{{legal_form}}b<button>yes</button>",
         "<f><button>yes</button></f>b", "b", "");
    asks("a<button title='{{x}}'>{{y}} <b>z</b></button>{{x}}",
         "aV<f><button title='V'>V <b>z</b></button></f>", "aV", "");
    asks("<button>{{a}}</button>{{b}}{{legal_form}}",
         "V<f><button>V</button></f>", "V", "");
    asks("<button>{{{{</button>a", "a<f><button>{{</button></f>", "a", "");
    asks("<p><button>yes</button></p>", "<p></p><f><button>yes</button></f>",
         "<p></p>", "");

    asks("<h1>A &amp; B</h1>a", "<h1>A &amp; B</h1>a<f><b>go</b></f>",
         "<h1>A &amp; B</h1>a", "A &amp; B");
    asks("<H1 class=a>&nbsp;A</H1><h1>B</h1>",
         "<h1 class=\"a\">\xc2\xa0" "A</h1><h1>B</h1><f><b>go</b></f>",
         "<h1 class=\"a\">\xc2\xa0" "A</h1><h1>B</h1>", "\xc2\xa0" "A");
    asks("<h1>a {{x}}</h1><h1>B</h1>",
         "<h1>a V</h1><h1>B</h1><f><b>go</b></f>", "<h1>a V</h1><h1>B</h1>",
         "");
    asks("<h1>a <b>c</b></h1>", "<h1>a <b>c</b></h1><f><b>go</b></f>",
         "<h1>a <b>c</b></h1>", "");
    asks("<h1></h1>a", "<h1></h1>a<f><b>go</b></f>", "<h1></h1>a", "");
    asks("<div><h1>A</h1></div>", "<div><h1>A</h1></div><f><b>go</b></f>",
         "<div><h1>A</h1></div>", "A");
}


/* What keeps a text from asking, and where that is. */

static void
unfit(const char *text, unsigned wants, const char *why, unsigned line,
    unsigned column)
{
    ln_error_t      err;
    ln_template_t  *t;

    memset(&err, 0, sizeof(err));
    t = ln_template_parse(&alloc, exact(text), &err);

    if (t && ln_template_may_ask(t, wants, &err) == LN_OK) {
        fail_msg("\"%s\" may %s", text, wants ? "ask" : "not ask");
    }

    if (strstr(err.text, why) == NULL) {
        fail_msg("\"%s\": \"%s\" does not say \"%s\"", text, err.text, why);
    }

    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    (void) arena_free(NULL);
}


static void
test_unfit(void **state)
{
    static const char *const  acts[] = {
        "command=a", "commandfor=a", "disabled", "form=a", "formaction=/a",
        "formenctype=a", "formmethod=get", "formnovalidate", "formtarget=a",
        "hidden", "inert", "name=a", "popovertarget=a",
        "popovertargetaction=a", "TYPE=button", "value=a"
    };

    char            text[128];
    size_t          i;
    ln_error_t      err;
    ln_template_t  *t;

    (void) state;

    unfit("a {{legal_form}}", 0, "stands in the page of a restriction", 1, 3);
    unfit("a\n<button>b</button>\n <button>c</button>", 1,
          "a text that asks has one \"<button>\"", 3, 2);
    unfit("a<button> </button>", 1, "needs words", 1, 11);
    unfit("a<button><br></button>", 1, "needs words", 1, 14);

    for (i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
        (void) snprintf(text, sizeof(text), "<button %s>b</button>", acts[i]);
        unfit(text, 1, "take out the attribute \"", 1, 9);
    }

    unfit("a{{legal_form}} {{legal_form}}", 1, "is there twice", 1, 17);
    unfit("<p>{{legal_form}}</p>", 1, "write it outside", 1, 4);
    unfit("<p><b>{{legal_form}}</b></p>", 1, "write it outside", 1, 7);
    unfit("<table>{{legal_form}}</table>", 1, "", 1, 8);
    unfit("<a href='/'>{{legal_form}}</a>", 1, "cannot stand in \"<a>\"", 1,
          13);
    unfit("<button>a{{legal_form}}</button>", 1,
          "cannot stand in \"<button>\"", 1, 10);
    unfit("<p title='{{legal_form}}'>a</p>", 1,
          "cannot stand in an attribute", 1, 11);
    unfit("<a href=\"{{legal_form}}\">a</a>", 1,
          "cannot stand in an attribute", 1, 10);
    unfit("<p style='{{legal_form}}'>a</p>", 1,
          "cannot stand in an attribute", 1, 11);

    /* what does not ask has buttons as it likes */

    memset(&err, 0, sizeof(err));
    t = ln_template_parse(&alloc,
                          exact("<button disabled></button><button>a</button>"
                                "<i type=a>b</i>"), &err);
    assert_non_null(t);
    assert_int_equal(ln_template_may_ask(t, 0, &err), LN_OK);
    (void) arena_free(NULL);
}


/* Where a text hides all its words; line 0: it shows some. */

static void
shows(const char *text, unsigned line, unsigned column)
{
    ln_error_t      err;
    ln_template_t  *t;

    memset(&err, 0, sizeof(err));
    t = ln_template_parse(&alloc, exact(text), &err);
    assert_non_null(t);

    if ((ln_template_shows(t, &err) == LN_OK) != (line == 0)) {
        fail_msg("\"%s\" shows %s", text, line ? "something" : "nothing");
    }

    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    (void) arena_free(NULL);
}


static void
test_shown(void **state)
{
    (void) state;

    shows("<p>a</p>", 0, 0);
    shows("<p hidden>a</p>", 1, 1);
    shows("<p HIDDEN=\"\">a</p>", 1, 1);
    shows("\n <div hidden><b>a</b> &amp; {{b}}</div> ", 2, 2);
    shows("<p hidden>a</p>b", 0, 0);
    shows("a<p hidden>b</p>", 0, 0);
    shows("<p hidden>a</p><p>b</p>", 0, 0);
    shows("<p hidden>a</p><p hidden>b</p>", 1, 16);
    shows("<div hidden>a<p hidden>b</p>c</div>", 1, 1);
    shows("<div><p hidden>a</p><p>b</p></div>", 0, 0);
    shows("<p hidden>a</p>{{b}}", 0, 0);
    shows("<dialog>a</dialog>", 1, 1);
    shows("<dialog open>a</dialog>", 0, 0);
    shows("<p title=\"hidden\">a</p>", 0, 0);
    shows("<p style=\"display:none\">a</p>", 1, 1);
    shows("<p style='color: red; DISPLAY : None'>a</p>", 1, 1);
    shows("<p style=\"display:block\">a</p>", 0, 0);
    shows("<p style=\"display:\">none</p>", 0, 0);
    shows("<p title=\"display:none\">a</p>", 0, 0);
    shows("<p style=\"display\">a</p>", 0, 0);
    shows("<p style=display:none>a</p>", 1, 1);
    shows("<p style>a</p>", 0, 0);
    shows("<p style=\"--display:none\">a</p>", 0, 0);
    shows("<p style=\"color:red\" title=\"display:none\">a</p>", 0, 0);
    shows("<p title='>' style='display:none !important' id=a>a</p>", 1, 1);
    shows("<br hidden>a", 0, 0);
    shows("<b><i hidden>a</i></b>", 1, 4);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_teardown(test_shown, arena_free),
        cmocka_unit_test_teardown(test_asks, arena_free),
        cmocka_unit_test_teardown(test_unfit, arena_free),
        cmocka_unit_test_teardown(test_render, arena_free),
        cmocka_unit_test_teardown(test_rewritten, arena_free),
        cmocka_unit_test_teardown(test_refused, arena_free),
        cmocka_unit_test_teardown(test_names, arena_free),
        cmocka_unit_test_teardown(test_cut, arena_free),
        cmocka_unit_test_teardown(test_limits, arena_free),
        cmocka_unit_test_teardown(test_variables, arena_free)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
