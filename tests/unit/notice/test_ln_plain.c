#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "notice/ln_plain.h"
#include "../exact.h"


static void
expect(const char *markup, const char *text)
{
    size_t          len;
    ln_str_t        s;
    unsigned char  *out;

    s = exact(markup);

    out = malloc(s.len + 3);
    assert_non_null(out);

    len = ln_plain_text(s, out);

    assert_true(len <= s.len + 3);
    assert_int_equal(len, strlen(text));
    assert_memory_equal(out, text, len);

    free(out);
}


static void
test_text(void **state)
{
    (void) state;

    expect("a", "\n\na\n");
    expect("", "\n\n\n");
    expect("a  b\n\t c ", "\n\na b c\n");
    expect("  a", "\n\na\n");
    expect("\xd1\x8f", "\n\n\xd1\x8f\n");
}


static void
test_tags(void **state)
{
    (void) state;

    expect("<p>a</p><p>b</p>", "\n\na\nb\n");
    expect("<p>\n a\n</p>\n<p>b</p>\n", "\n\na\nb\n");
    expect("a<br/>b", "\n\na\nb\n");
    expect("<ul><li>a</li><li>b</li></ul>", "\n\na\nb\n");
    expect("<p>a <b>b</b>c <i> d</i></p>", "\n\na bc d\n");
    expect("<P>a</P><EM>b</EM>", "\n\na\nb\n");
    expect("<a title='>' href=\"'>\">a</a>", "\n\na\n");
    expect("<x-y>a</x-y>", "\n\na\n");
}


static void
test_comments(void **state)
{
    (void) state;

    expect("a<!-- <p> -- > -->b", "\n\nab\n");
    expect("a <!----> b", "\n\na b\n");
    expect("a<!-- b", "\n\na\n");
    expect("a<!--", "\n\na\n");
    expect("a<p", "\n\na\n");
}


static void
test_references(void **state)
{
    (void) state;

    expect("&lt;p&gt; &amp;amp; &quot;", "\n\n<p> &amp; \"\n");
    expect("&#1103;&#x44f;&mdash;", "\n\n\xd1\x8f\xd1\x8f\xe2\x80\x94\n");
    expect("a&nbsp;b", "\n\na\xc2\xa0" "b\n");
}


static void
test_fits(void **state)
{
    (void) state;

    assert_true(ln_plain_fits(LN_CHARSET_UTF8, exact("\xd0\x96")));
    assert_true(ln_plain_fits(LN_CHARSET_UTF16LE, exact("\xd0\x96")));
    assert_true(ln_plain_fits(LN_CHARSET_UTF16BE, exact("\xd0\x96")));
    assert_false(ln_plain_fits(LN_CHARSET_UNKNOWN, exact("\xd0\x96")));
    assert_false(ln_plain_fits(LN_CHARSET_STATEFUL, exact("a\x80")));
    assert_true(ln_plain_fits(LN_CHARSET_UNKNOWN, exact("a\n\x7f")));
    assert_true(ln_plain_fits(LN_CHARSET_UNKNOWN, exact("")));
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_fits)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
