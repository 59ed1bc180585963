/* What an element knows of those around it is what a walk would find. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../tangle.h"
#include "html/stack/ln_bounds.h"


#define BOUNDS_PAGES  3000


static unsigned  bounds_deepest;


static int
bounds_item(const ln_element_t *e)
{
    return ln_element_special(e)
           && !(e->ns == LN_NS_HTML
                && (e->id == LN_TAG_ADDRESS || e->id == LN_TAG_DIV
                    || e->id == LN_TAG_P));
}


static void
bounds_is(const char *what, unsigned index, unsigned is, unsigned should)
{
    if (is != should) {
        fail_msg("%s of the element at %u is %u, not %u", what, index, is,
                 should);
    }
}


/* From the root on: no bound is taken for granted. */
static void
bounds_check(const ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned             i, special, item, scope, html;
    uint16_t             open[LN_TAG_MAX + LN_STACK_NAMES];
    const ln_element_t  *e;

    (void) tag;

    /* some tags leave it to later ones */

    if (chance(3)) {
        return;
    }

    ln_bounds_find((ln_tree_t *) tree);
    memset(open, 0, sizeof(open));
    special = 0;
    item = 0;
    scope = 0;
    html = 0;

    for (i = 0; i < tree->depth; i++) {
        e = &tree->stack[i];

        special = ln_element_special(e) ? i + 1 : special;
        item = bounds_item(e) ? i + 1 : item;
        scope = ln_element_scopes(e) ? i + 1 : scope;
        html = e->ns == LN_NS_HTML ? i + 1 : html;

        bounds_is("special", i, e->bounds.special, special);
        bounds_is("item", i, e->bounds.item, item);
        bounds_is("scope", i, e->bounds.scope, scope);
        bounds_is("previous", i, e->previous, open[ln_stack_name(e->key)]);

        if (e->ns != LN_NS_HTML) {
            bounds_is("html", i, e->bounds.html, html);
        }

        open[ln_stack_name(e->key)] = (uint16_t) (i + 1);
    }

    assert_memory_equal(open, tree->innermost, sizeof(open));

    if (tree->depth > bounds_deepest) {
        bounds_deepest = tree->depth;
    }
}


static void
bounds_closed(unsigned index)
{
    (void) index;
}


static void
as_a_walk_finds(void **state)
{
    char      *page;
    size_t     len;
    unsigned   i;

    static tangle_t  t = {
        .before = bounds_check,
        .after = bounds_check,
        .closed = bounds_closed,
        .watched = 4
    };

    (void) state;

    page = malloc(TANGLE_BYTES);
    assert_non_null(page);

    for (i = 0; i < rounds(BOUNDS_PAGES); i++) {
        len = tangle(page);
        tangle_read(&t, page, len, i % 2, i % 16 == 3);
    }

    assert_int_equal(bounds_deepest, LN_STACK_DEPTH);
    free(page);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(as_a_walk_finds)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
