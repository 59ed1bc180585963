/* What a placer has found outlives it, in one piece of memory. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "html/placer/ln_placer_text.h"
#include "../../exact.h"


static void
test_move(void **state)
{
    size_t           size;
    ln_page_t        from, page;
    unsigned char   *p;
    ln_placement_t   found[3], placements[3];

    (void) state;

    memset(&from, 0, sizeof(from));
    memset(found, 0, sizeof(found));

    from.lang = exact("ru");
    from.charset = exact("koi8-r");
    from.frameset = 1;
    found[0].offset = 7;
    found[0].closer = exact("-->");
    found[2].offset = 9;
    found[2].closer = exact("</svg>");

    size = ln_placer_text_size(&from, found, 3);
    assert_int_equal(size, 2 + 6 + 3 + 6);

    p = malloc(size);
    assert_non_null(p);

    page = from;
    memcpy(placements, found, sizeof(found));
    ln_placer_text_move(&page, placements, 3, p);

    assert_ptr_equal(page.lang.data, p);
    assert_ptr_equal(placements[2].closer.data, p + size - 6);

    assert_true(ln_str_eq(page.lang, ln_str("ru")));
    assert_true(ln_str_eq(page.charset, ln_str("koi8-r")));
    assert_true(ln_str_eq(placements[0].closer, ln_str("-->")));
    assert_int_equal(placements[1].closer.len, 0);
    assert_true(ln_str_eq(placements[2].closer, ln_str("</svg>")));

    assert_int_equal(page.frameset, 1);
    assert_int_equal(placements[2].offset, 9);

    /* what it was copied from is as it was */

    assert_true(ln_str_eq(from.lang, ln_str("ru")));
    assert_true(from.lang.data != p);

    free(p);
}


static void
test_nothing(void **state)
{
    ln_page_t      page;
    unsigned char  byte;

    (void) state;

    memset(&page, 0, sizeof(page));

    assert_int_equal(ln_placer_text_size(&page, NULL, 0), 0);
    ln_placer_text_move(&page, NULL, 0, &byte);
    assert_int_equal(page.lang.len, 0);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_move),
        cmocka_unit_test(test_nothing)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
