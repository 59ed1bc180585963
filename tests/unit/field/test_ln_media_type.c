/* Media types as browsers take them from Content-Type. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field/ln_media_type.h"
#include "hostile.h"


/* What a browser takes one field, or two, to say: `NAME|CHARSET`. */

static const char *
read_fields(const char *one, const char *two)
{
    ln_media_type_t  type;

    static char  out[256];

    memset(&type, 0, sizeof(type));
    ln_media_type_read(exact(one), &type);

    if (two != NULL) {
        ln_media_type_read(exact(two), &type);
    }

    snprintf(out, sizeof(out), "%.*s|%.*s", (int) type.name.len,
             (const char *) type.name.data, (int) type.charset.len,
             (const char *) type.charset.data);

    return out;
}


static void
test_name(void **state)
{
    unsigned  i;

    static const struct {
        const char  *value;
        const char  *expected;
    } cases[] = {
        { "", "|" },
        { "text/html", "text/html|" },
        { " Text/HTML ; q=1", "Text/HTML|" },
        { "text/html, text/plain", "text/plain|" },
        { "text/html,, ,", "text/html|" },
        { "a\"b, text/html", "|" },

        /* what is no type leaves the one before it */

        { "text/html, */*", "text/html|" },
        { "text/html, plain", "text/html|" },
        { "text/html, /plain", "text/html|" },
        { "text/html, text/", "text/html|" },
        { "text/html, te xt/plain", "text/html|" },
        { "text/html, text/pl/ain", "text/html|" },
        { "/", "|" },
        { "*/*", "|" },
        { "*/html", "*/html|" },

        /* browsers end a name at a blank and a bracket, too */

        { "text/html charset=utf-8", "text/html|" },
        { "text/html (utf-8)", "text/html|" },
        { "text/html(x)", "text/html|" },
        { "text/html\tx", "text/html|" },
        { "text/html text/plain", "text/html|" },
        { "text/plain, text/html x", "text/html|" },
        { "text /html", "|" },
        { "(x)text/html", "|" },
        { "\"text/html\"", "|" },
        { "text/html[1]", "|" },
        { "text/html\fx", "|" },

        /* and the one behind it is read */

        { "*/*, text/html", "text/html|" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_string_equal(read_fields(cases[i].value, NULL),
                            cases[i].expected);
    }
}


static void
test_charset(void **state)
{
    unsigned  i;

    static const struct {
        const char  *value;
        const char  *expected;
    } cases[] = {
        { "text/html;charset=utf-8", "text/html|utf-8" },
        { "text/html; a=b;\t CHARSET=koi8-r ;x", "text/html|koi8-r" },
        { "text/html; charset=\"utf-8\"", "text/html|utf-8" },
        { "text/html; charset=\"utf-8", "text/html|utf-8" },
        { "text/html; charset=utf-8\" ", "text/html|utf-8" },
        { "text/html; charset=\"\"", "text/html|" },
        { "text/html; charset=\"", "text/html|" },
        { "text/html; charset=a;charset=b", "text/html|a" },
        { "text/html; charset=;charset=b", "text/html|b" },
        { "text/html; charset", "text/html|" },
        { "text/html(x); charset=a", "text/html|a" },
        { "text/html x;charset=a", "text/html|a" },
        { "text/html charset=a;x=y", "text/html|" },
        { "text/html; charset =a", "text/html|" },
        { "text/html; xcharset=a", "text/html|" },

        /* that of the same type is kept */

        { "text/html; charset=a, TEXT/html", "TEXT/html|a" },
        { "text/html; charset=a, text/plain", "text/plain|" },
        { "text/html; charset=a, text/plain, text/html", "text/html|" },
        { "text/html; charset=a, */*; charset=b", "text/html|a" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_string_equal(read_fields(cases[i].value, NULL),
                            cases[i].expected);
    }
}


/* Two fields are as one list. */

static void
test_fields(void **state)
{
    ln_str_t         none = { 0, NULL };
    ln_media_type_t  type;

    (void) state;

    assert_string_equal(read_fields("text/html; charset=a", "text/html"),
                        "text/html|a");
    assert_string_equal(read_fields("text/html; charset=a", "image/png"),
                        "image/png|");
    assert_string_equal(read_fields("text/html; charset=a", "nothing"),
                        "text/html|a");

    memset(&type, 0, sizeof(type));
    ln_media_type_read(none, &type);
    assert_int_equal(type.name.len, 0);
    assert_int_equal(type.charset.len, 0);
}


static ln_media_type_t
of(const char *name)
{
    ln_media_type_t  type;

    memset(&type, 0, sizeof(type));
    type.name = exact(name);

    return type;
}


static void
test_kinds(void **state)
{
    ln_media_type_t  type;

    (void) state;

    type = of("Text/HTML");
    assert_true(ln_media_type_is(&type, ln_str("text/html")));
    assert_false(ln_media_type_is(&type, ln_str("text/htm")));
    assert_false(ln_media_type_is_xml(&type));
    assert_false(ln_media_type_is_unknown(&type));

    type = of("application/xhtml+XML");
    assert_true(ln_media_type_is_xml(&type));

    type = of("a+xml");
    assert_true(ln_media_type_is_xml(&type));

    type = of("+xml");
    assert_false(ln_media_type_is_xml(&type));

    type = of("");
    assert_true(ln_media_type_is_unknown(&type));

    type = of("Unknown/Unknown");
    assert_true(ln_media_type_is_unknown(&type));

    type = of("application/unknown");
    assert_true(ln_media_type_is_unknown(&type));

    type = of("application/octet-stream");
    assert_false(ln_media_type_is_unknown(&type));

    assert_true(ln_media_type_shows_text(exact("text/html")));
    assert_true(ln_media_type_shows_text(exact("text/vnd.turbo-stream.HTML")));
    assert_true(ln_media_type_shows_text(exact("application/xhtml+xml")));
    assert_true(ln_media_type_shows_text(exact("text/plain")));
    assert_false(ln_media_type_shows_text(exact("application/atom+xml")));
    assert_false(ln_media_type_shows_text(exact("application/json")));
    assert_false(ln_media_type_shows_text(exact("tml")));
    assert_false(ln_media_type_shows_text(exact("")));
}


/* Whatever comes: a type is one, and stands in the value. */

static void
check(ln_str_t value)
{
    ln_media_type_t       type;
    const unsigned char  *end;

    memset(&type, 0, sizeof(type));
    ln_media_type_read(value, &type);

    end = value.data + value.len;

    if (type.name.len == 0) {
        assert_int_equal(type.charset.len, 0);
        return;
    }

    assert_true(type.name.data >= value.data);
    assert_true(type.name.data + type.name.len <= end);
    assert_non_null(memchr(type.name.data, '/', type.name.len));

    if (type.charset.len) {
        assert_true(type.charset.data > value.data);
        assert_true(type.charset.data + type.charset.len <= end);
        assert_null(memchr(type.charset.data, ';', type.charset.len));
    }
}


static void
test_prefixes(void **state)
{
    size_t    n;
    ln_str_t  text;

    (void) state;

    text = ln_str(" text/html ; a=\"b,c\";charset=\"utf-8\" ,*/*, a/b;"
                  "charset=x;charset=\"\\\"y\t\",c/d;charset=\"");

    for (n = 0; n <= text.len; n++) {
        check(exact_bytes(text.data, n));
    }
}


static void
test_random(void **state)
{
    static const char *const  words[] = {
        "text", "/", "html", "*/*", ";", "charset=", "\"", " ", ",", "a", "\\"
    };

    (void) state;

    hostile_words(words, sizeof(words) / sizeof(words[0]), 0, check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_name),
        cmocka_unit_test(test_charset),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
