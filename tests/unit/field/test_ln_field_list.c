/* Lists, elements and parameters as RFC 9110, 5.6 has them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field/ln_field_list.h"
#include "hostile.h"


/* What is in the list, each element in brackets. */

static const char *
elements(ln_str_t list)
{
    size_t    n;
    ln_str_t  element;

    static char  out[512];

    n = 0;
    out[0] = '\0';

    while (ln_field_list_next(&list, &element) == LN_OK) {
        n += snprintf(out + n, sizeof(out) - n, "[%.*s]", (int) element.len,
                      (const char *) element.data);
    }

    assert_int_equal(list.len, 0);

    return out;
}


/* The head of an element, then its parameters; `!` is one that is none. */

static const char *
parts(ln_str_t element)
{
    int                   rc;
    size_t                n;
    ln_str_t              head;
    unsigned char         value[256];
    ln_field_parameter_t  parameter;

    static char  out[512];

    head = ln_field_head(&element);
    n = snprintf(out, sizeof(out), "%.*s", (int) head.len,
                 (const char *) head.data);

    while ((rc = ln_field_parameter_next(&element, &parameter))
           != LN_DECLINED)
    {
        if (rc == LN_ERROR) {
            n += snprintf(out + n, sizeof(out) - n, "|!");
            continue;
        }

        assert_true(parameter.value.len <= sizeof(value));

        if (parameter.quoted) {
            parameter.value.len = ln_field_unquote(parameter.value, value);
            parameter.value.data = value;
        }

        n += snprintf(out + n, sizeof(out) - n,
                      parameter.quoted ? "|%.*s=<%.*s>" : "|%.*s=%.*s",
                      (int) parameter.name.len,
                      (const char *) parameter.name.data,
                      (int) parameter.value.len,
                      (const char *) parameter.value.data);
    }

    return out;
}


static void
test_list(void **state)
{
    ln_str_t  none = { 0, NULL }, element;

    (void) state;

    assert_int_equal(ln_field_list_next(&none, &element), LN_DECLINED);

    assert_string_equal(elements(exact("")), "");
    assert_string_equal(elements(exact(" ,\t, ,")), "");
    assert_string_equal(elements(exact("a")), "[a]");
    assert_string_equal(elements(exact("a,b")), "[a][b]");
    assert_string_equal(elements(exact(" a\t,,\t b c , ")), "[a][b c]");
    assert_string_equal(elements(exact(",a;x=1,")), "[a;x=1]");

    /* a line feed is no blank */

    assert_string_equal(elements(exact("\na,b")), "[\na][b]");
}


static void
test_list_quoted(void **state)
{
    (void) state;

    assert_string_equal(elements(exact("\"a,b\",c")), "[\"a,b\"][c]");
    assert_string_equal(elements(exact("a=\"x,y\";b=\",\", c")),
                        "[a=\"x,y\";b=\",\"][c]");
    assert_string_equal(elements(exact("\"a\\\",b\",c")),
                        "[\"a\\\",b\"][c]");
    assert_string_equal(elements(exact("\"a\\\\\",b")), "[\"a\\\\\"][b]");

    /* outside of quotes a backslash is none */

    assert_string_equal(elements(exact("a\\,b")), "[a\\][b]");

    /* no end */

    assert_string_equal(elements(exact("a, \"b, c")), "[a][\"b, c]");
    assert_string_equal(elements(exact("\"b\\")), "[\"b\\]");
    assert_string_equal(elements(exact("\"b\\\",c")), "[\"b\\\",c]");
}


static void
test_parameters(void **state)
{
    ln_str_t  none = { 0, NULL };

    (void) state;

    assert_string_equal(parts(none), "");
    assert_string_equal(parts(exact("ru")), "ru");
    assert_string_equal(parts(exact("ru;q=0.8")), "ru|q=0.8");
    assert_string_equal(parts(exact(" org ; lang=ru\t;;x=1; ")),
                        "org|lang=ru|x=1");
    assert_string_equal(parts(exact("a;b=\"c; d=\\\"e\\\\\";f=\"\"")),
                        "a|b=<c; d=\"e\\>|f=<>");
    assert_string_equal(parts(exact(";b=c")), "|b=c");
}


static void
test_parameters_wrong(void **state)
{
    (void) state;

    /* each is left out, and what follows is read */

    assert_string_equal(parts(exact("a;b;c=d")), "a|!|c=d");
    assert_string_equal(parts(exact("a;=b;c=d")), "a|!|c=d");
    assert_string_equal(parts(exact("a;b=;c=d")), "a|!|c=d");
    assert_string_equal(parts(exact("a;b =c;d= e;f=g")), "a|!|!|f=g");
    assert_string_equal(parts(exact("a;b=c d;e=f")), "a|!|e=f");
    assert_string_equal(parts(exact("a;b=c=d;e=f")), "a|!|e=f");
    assert_string_equal(parts(exact("a;b=\"c\"d;e=f")), "a|!|e=f");
    assert_string_equal(parts(exact("a;b=\"c\x01\";e=f")), "a|!|e=f");
    assert_string_equal(parts(exact("a;b=\"c\\\x7f\";e=f")), "a|!|e=f");

    /* quotes without an end have the rest */

    assert_string_equal(parts(exact("a;b=\"c;e=f")), "a|!");
    assert_string_equal(parts(exact("a;b=\"c\\")), "a|!");
    assert_string_equal(parts(exact("a;b=\"c\\\"")), "a|!");
    assert_string_equal(parts(exact("a;b=\"")), "a|!");
}


static void
test_token(void **state)
{
    unsigned       c;
    unsigned char  byte;

    (void) state;

    assert_false(ln_field_is_token(exact("")));
    assert_true(ln_field_is_token(exact("Legal-Notice")));
    assert_false(ln_field_is_token(exact("a b")));

    for (c = 0; c < 256; c++) {
        byte = c;
        assert_int_equal(ln_field_is_token(exact_bytes(&byte, 1)),
                         c > 0x20 && c < 0x7f
                         && strchr("\"(),/:;<=>?@[\\]{}", c) == NULL);
    }
}


static void
test_url(void **state)
{
    (void) state;

    assert_true(ln_field_is_url(exact("http://a")));
    assert_true(ln_field_is_url(exact("https://a")));
    assert_true(ln_field_is_url(exact("http://[::1]:8/")));
    assert_false(ln_field_is_url(exact("http://")));
    assert_false(ln_field_is_url(exact("https://")));
    assert_false(ln_field_is_url(exact("http:///a")));
    assert_false(ln_field_is_url(exact("https:///a")));
    assert_false(ln_field_is_url(exact("https://?a")));
    assert_false(ln_field_is_url(exact("https://#a")));
    assert_false(ln_field_is_url(exact("https://:8/a")));
    assert_true(ln_field_is_url(exact("https://a.example/b?c=d#e")));
    assert_false(ln_field_is_url(exact("")));
    assert_false(ln_field_is_url(exact("http:/")));
    assert_false(ln_field_is_url(exact("https:/")));
    assert_false(ln_field_is_url(exact("HTTP://a")));
    assert_false(ln_field_is_url(exact("ftp://a")));
    assert_false(ln_field_is_url(exact(" http://a")));
    assert_false(ln_field_is_url(exact("http://a b")));
    assert_false(ln_field_is_url(exact("http://a<b")));
    assert_false(ln_field_is_url(exact("http://a>b")));
    assert_false(ln_field_is_url(exact("http://a\"b")));
    assert_false(ln_field_is_url(exact("http://a\x7f")));
    assert_false(ln_field_is_url(exact("http://\xd0\x90")));
}


/* Each byte in a quoted string, and behind a backslash (RFC 9110, 5.6.4). */

static void
test_quoted(void **state)
{
    int                   rc;
    char                  text[] = "a=\"x\"", pair[] = "a=\"\\x\"";
    unsigned              c, allowed;
    ln_str_t              value;
    ln_field_parameter_t  parameter;

    (void) state;

    for (c = 0; c < 256; c++) {
        allowed = c == '\t' || (c >= ' ' && c != 0x7f);

        text[3] = (char) c;
        value = exact_bytes(text, sizeof(text) - 1);
        rc = ln_field_parameter_next(&value, &parameter);
        assert_int_equal(rc == LN_OK, allowed && c != '"' && c != '\\');

        pair[4] = (char) c;
        value = exact_bytes(pair, sizeof(pair) - 1);
        rc = ln_field_parameter_next(&value, &parameter);
        assert_int_equal(rc == LN_OK, allowed);
    }
}


/* Whatever comes: elements stand in the value, in their order. */

static void
check(ln_str_t value)
{
    int                   rc;
    ln_str_t              list, element, head;
    const unsigned char  *last;
    ln_field_parameter_t  parameter;

    list = value;
    last = value.data;

    while (ln_field_list_next(&list, &element) == LN_OK) {
        assert_true(element.len > 0 && element.data >= last);
        last = element.data + element.len;
        assert_true(last <= value.data + value.len);
        assert_true(ln_str_eq(element, ln_field_trim(element)));

        head = ln_field_head(&element);
        assert_true(ln_str_eq(head, ln_field_trim(head)));

        while ((rc = ln_field_parameter_next(&element, &parameter))
               != LN_DECLINED)
        {
            if (rc == LN_OK) {
                assert_true(ln_field_is_token(parameter.name));
                assert_true(parameter.quoted
                            || ln_field_is_token(parameter.value));
                assert_true(parameter.value.data + parameter.value.len
                            <= last);
            }
        }
    }
}


static void
test_prefixes(void **state)
{
    (void) state;

    hostile_prefixes(" a;b=\"c\\\", d\";e=f\t, \"x,y\\\\\" ,,W/\"z\";q=1,\\",
                     check);
}


static void
test_random(void **state)
{
    static const char  bytes[] = "\"\"\"\\\\,,;;== \tab1\x80";

    (void) state;

    hostile_random(bytes, sizeof(bytes), check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_list_quoted),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_parameters_wrong),
        cmocka_unit_test(test_token),
        cmocka_unit_test(test_url),
        cmocka_unit_test(test_quoted),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
