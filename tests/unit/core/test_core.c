#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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
        cmocka_unit_test(test_error_cut),
        cmocka_unit_test(test_array_push)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
