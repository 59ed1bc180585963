/* Entity tags as RFC 9110, 8.8.3 has them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field/ln_entity_tag.h"
#include "hostile.h"


/* What is in the list; `!` is an element that is no entity tag. */

static const char *
tags(ln_str_t list)
{
    int              rc;
    size_t           n;
    ln_entity_tag_t  tag;

    static char  out[512];

    n = 0;
    out[0] = '\0';

    while ((rc = ln_entity_tag_next(&list, &tag)) != LN_DECLINED) {
        if (rc == LN_ERROR) {
            n += snprintf(out + n, sizeof(out) - n, "[!]");
            continue;
        }

        n += snprintf(out + n, sizeof(out) - n, "[%s%.*s]",
                      tag.weak ? "weak " : "", (int) tag.opaque.len,
                      (const char *) tag.opaque.data);
    }

    assert_int_equal(list.len, 0);

    return out;
}


static int
is_tag(const char *text)
{
    ln_entity_tag_t  tag;

    return ln_entity_tag_parse(exact(text), &tag) == LN_OK;
}


static void
test_parse(void **state)
{
    ln_str_t         none = { 0, NULL };
    ln_entity_tag_t  tag;

    (void) state;

    assert_int_equal(ln_entity_tag_parse(exact("\"a-b\""), &tag), LN_OK);
    assert_true(ln_str_eq(tag.opaque, ln_str("a-b")));
    assert_false(tag.weak);

    assert_int_equal(ln_entity_tag_parse(exact("W/\"a\""), &tag), LN_OK);
    assert_true(ln_str_eq(tag.opaque, ln_str("a")));
    assert_true(tag.weak);

    assert_int_equal(ln_entity_tag_parse(none, &tag), LN_ERROR);

    assert_true(is_tag("\"\""));
    assert_true(is_tag("W/\"\""));
    assert_true(is_tag("\"W/\""));
    assert_true(is_tag("\"a,b\\\""));

    assert_false(is_tag(""));
    assert_false(is_tag("\""));
    assert_false(is_tag("W/"));
    assert_false(is_tag("W/\""));
    assert_false(is_tag("a"));
    assert_false(is_tag("*"));
    assert_false(is_tag("w/\"a\""));
    assert_false(is_tag("W\"a\""));
    assert_false(is_tag("W/ \"a\""));
    assert_false(is_tag(" \"a\""));
    assert_false(is_tag("\"a\" "));
    assert_false(is_tag("\"a"));
    assert_false(is_tag("a\""));
    assert_false(is_tag("\"a\"b\""));
    assert_false(is_tag("\"a\", \"b\""));
    assert_false(is_tag("\"a b\""));
}


/* Each byte: etagc is %x21 / %x23-7E / %x80-FF. */

static void
test_bytes(void **state)
{
    char             text[] = "\"x\"";
    unsigned         c;
    ln_entity_tag_t  tag;

    (void) state;

    for (c = 0; c < 256; c++) {
        text[1] = (char) c;
        assert_int_equal(ln_entity_tag_parse(exact_bytes(text, 3), &tag)
                         == LN_OK,
                         c == 0x21 || (c >= 0x23 && c <= 0x7e) || c >= 0x80);
    }
}


static void
test_list(void **state)
{
    (void) state;

    assert_string_equal(tags(exact("")), "");
    assert_string_equal(tags(exact(" , ,\t")), "");
    assert_string_equal(tags(exact("\"a\"")), "[a]");
    assert_string_equal(tags(exact("\"a\",W/\"b\"\t, ,\"\"")),
                        "[a][weak b][]");
    assert_string_equal(tags(exact("\"a,b\",\"c\\\",\"d\"")),
                        "[a,b][c\\][d]");
}


static void
test_list_wrong(void **state)
{
    (void) state;

    /* each is left out, and what follows is read */

    assert_string_equal(tags(exact("*")), "[!]");
    assert_string_equal(tags(exact("a, \"b\"")), "[!][b]");
    assert_string_equal(tags(exact("\"a\" \"b\", \"c\"")), "[!][c]");
    assert_string_equal(tags(exact("\"a\"b, \"c\"")), "[!][c]");
    assert_string_equal(tags(exact("\"a b\", \"c\"")), "[!][c]");
    assert_string_equal(tags(exact("x\"a, b\", \"c\"")), "[!][c]");
    assert_string_equal(tags(exact("w/\"a\", W/\"b\"")), "[!][weak b]");

    /* quotes without an end have the rest */

    assert_string_equal(tags(exact("\"a\", \"b, c")), "[a][!]");
    assert_string_equal(tags(exact("\"a, \"b\"")), "[!]");
}


static void
test_eq(void **state)
{
    unsigned         i;
    ln_entity_tag_t  a, b;

    /* the table of RFC 9110, 8.8.3.2 */

    static const struct {
        const char  *a;
        const char  *b;
        int          strong;
        int          weak;
    } cases[] = {
        { "W/\"1\"", "W/\"1\"", 0, 1 },
        { "W/\"1\"", "W/\"2\"", 0, 0 },
        { "W/\"1\"", "\"1\"", 0, 1 },
        { "\"1\"", "\"1\"", 1, 1 },
        { "\"1\"", "W/\"1\"", 0, 1 },
        { "\"1\"", "\"12\"", 0, 0 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(ln_entity_tag_parse(exact(cases[i].a), &a), LN_OK);
        assert_int_equal(ln_entity_tag_parse(exact(cases[i].b), &b), LN_OK);
        assert_int_equal(ln_entity_tag_eq_strong(&a, &b), cases[i].strong);
        assert_int_equal(ln_entity_tag_eq_weak(&a, &b), cases[i].weak);
    }
}


/* Whatever comes: tags stand in the value, in their order. */

static void
check(ln_str_t value)
{
    int                   rc;
    ln_str_t              list;
    ln_entity_tag_t       tag;
    const unsigned char  *last;

    list = value;
    last = value.data;

    while ((rc = ln_entity_tag_next(&list, &tag)) != LN_DECLINED) {
        if (rc == LN_OK) {
            assert_true(tag.opaque.data > last);
            last = tag.opaque.data + tag.opaque.len;
            assert_true(last < value.data + value.len && *last == '"');
            assert_int_equal(tag.opaque.data[-1], '"');
            assert_null(memchr(tag.opaque.data, '"', tag.opaque.len));
        }
    }
}


static void
test_prefixes(void **state)
{
    (void) state;

    hostile_prefixes(" \"a\",W/\"b,\\\" ,, w/\"\", W/, \"c d\", *, \"e", check);
}


static void
test_random(void **state)
{
    static const char  bytes[] = "\"\"\"\"W/W/\\,,, \tab*\x80";

    (void) state;

    hostile_random(bytes, sizeof(bytes), check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_list_wrong),
        cmocka_unit_test(test_eq),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
