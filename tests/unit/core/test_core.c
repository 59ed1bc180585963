#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ln_ascii.h"
#include "ln_core.h"


static void
test_str_eq(void **state)
{
    ln_str_t  empty = { 0, NULL };

    (void) state;

    assert_true(ln_str_eq(ln_str("RU"), ln_str("RU")));
    assert_false(ln_str_eq(ln_str("RU"), ln_str("RUS")));
    assert_false(ln_str_eq(ln_str("RU"), ln_str("UA")));
    assert_true(ln_str_eq(empty, ln_str("")));
}


/* The case of letters alone is nothing; `@` and a backtick differ by a bit. */

static void
test_caseless(void **state)
{
    ln_str_t  none = { 0, NULL };

    (void) state;

    assert_true(ln_str_caseless_eq(ln_str("Vary"), ln_str("vARY")));
    assert_false(ln_str_caseless_eq(ln_str("Vary"), ln_str("Var")));
    assert_false(ln_str_caseless_eq(ln_str("@"), ln_str("`")));
    assert_true(ln_str_caseless_eq(none, ln_str("")));

    assert_true(ln_str_caseless_begins(ln_str("charSET=a"), ln_str("Charset")));
    assert_true(ln_str_caseless_begins(ln_str("a"), ln_str("A")));
    assert_false(ln_str_caseless_begins(ln_str("a"), ln_str("ab")));
    assert_true(ln_str_caseless_begins(none, none));

    assert_true(ln_str_caseless_ends(ln_str("a+XML"), ln_str("+xml")));
    assert_true(ln_str_caseless_ends(ln_str("+xml"), ln_str("+xml")));
    assert_false(ln_str_caseless_ends(ln_str("xml"), ln_str("+xml")));
    assert_false(ln_str_caseless_ends(ln_str("+xmlx"), ln_str("+xml")));
}


static void
test_identifier(void **state)
{
    ln_str_t       text;
    unsigned       c;
    unsigned char  byte;

    (void) state;

    assert_false(ln_is_identifier(ln_str("")));
    assert_true(ln_is_identifier(ln_str("foreign_agent-2")));
    assert_false(ln_is_identifier(ln_str("foreign agent")));

    text.data = &byte;
    text.len = 1;

    for (c = 0; c < 256; c++) {
        byte = c;
        assert_int_equal(ln_is_identifier(text),
                         c && strchr("0123456789abcdefghijklmnopqrstuvwxyz"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-", c)
                              != NULL);
    }
}


/* A long value is cut, and the text still ends. */

static void
test_error_cut(void **state)
{
    char        value[2000];
    ln_error_t  err;

    (void) state;

    memset(value, 'x', sizeof(value));
    value[sizeof(value) - 1] = '\0';

    assert_int_equal(ln_error(&err, "invalid value \"%s\"", value), LN_ERROR);
    assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
    assert_memory_equal(err.text, "invalid value \"xx", 17);
}


static unsigned  blocks[1024];
static size_t    used;
static size_t    most;


static void *
take(void *arena, size_t size)
{
    void  *p;

    (void) arena;

    size = (size + sizeof(unsigned) - 1) / sizeof(unsigned);

    if (used + size > most) {
        return NULL;
    }

    p = &blocks[used];
    used += size;

    return p;
}


/* An array grows item by item, keeps what it has, and ends with the memory. */

static void
test_array_push(void **state)
{
    size_t    n;
    unsigned  i, *items, *grown;

    static const ln_alloc_t  alloc = { take, NULL };

    (void) state;

    most = 1023;
    items = NULL;

    for (n = 0; n < 512; n++) {
        items = ln_array_push(&alloc, items, n, sizeof(unsigned));
        assert_non_null(items);
        items[n] = n;
    }

    for (i = 0; i < n; i++) {
        assert_int_equal(items[i], i);
    }

    grown = ln_array_push(&alloc, items, n, sizeof(unsigned));
    assert_null(grown);
    assert_int_equal(items[0], 0);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_str_eq),
        cmocka_unit_test(test_caseless),
        cmocka_unit_test(test_identifier),
        cmocka_unit_test(test_error_cut),
        cmocka_unit_test(test_array_push)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
