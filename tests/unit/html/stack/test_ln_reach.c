/* No tag closes an element below the index that ln_stack_reach() has for it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../tangle.h"
#include "html/stack/ln_reach.h"


#define REACH_PAGES  6000


static unsigned  reach_index;
static unsigned  reach_depth;           /* before the tag */
static unsigned  reach_lowest;          /* that the tag has closed */
static unsigned  reach_tags;            /* that have closed nothing .. */
static unsigned  reach_spared;          /* .. as was known of them */


static void
reach_before(const ln_tree_t *tree, const ln_tag_t *tag)
{
    reach_depth = tree->depth;
    reach_lowest = tree->depth;
    reach_index = tree->raw ? 0 : ln_stack_reach((ln_tree_t *) tree, tag);
}


static void
reach_after(const ln_tree_t *tree, const ln_tag_t *tag)
{
    if (reach_lowest < reach_index) {
        fail_msg("%s<%s%s> closes the element at %u of %u; reach is %u",
                 tree->xml ? "XML: " : "", tag->closing ? "/" : "",
                 ln_tags[tag->id].name, reach_lowest, reach_depth,
                 reach_index);
    }

    if (reach_lowest == reach_depth) {
        reach_tags++;
        reach_spared += (reach_index == reach_depth);
    }
}


static void
reach_closed(unsigned index)
{
    if (index < reach_lowest) {
        reach_lowest = index;
    }
}


static void
no_tag_goes_beyond(void **state)
{
    char      *page;
    size_t     len;
    unsigned   i;

    static tangle_t  t = {
        .before = reach_before,
        .after = reach_after,
        .closed = reach_closed,
        .watched = 1
    };

    (void) state;

    page = malloc(TANGLE_BYTES);
    assert_non_null(page);

    for (i = 0; i < rounds(REACH_PAGES); i++) {
        len = tangle(page);
        tangle_read(&t, page, len, 0, i % 16 == 3);
    }

    /* it is no guess: three tags in four that close nothing are known */

    assert_true(reach_spared > reach_tags / 4 * 3);
    free(page);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(no_tag_goes_beyond)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
