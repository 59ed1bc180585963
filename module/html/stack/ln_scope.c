/* What is in scope, and what ends the search for it. */

#include "html/stack/ln_scope.h"


static int
ln_scope_foreign(const ln_element_t *e)
{
    if (e->ns == LN_NS_SVG) {
        return e->integration;
    }

    return e->id == LN_TAG_MI || e->id == LN_TAG_MO || e->id == LN_TAG_MN
           || e->id == LN_TAG_MS || e->id == LN_TAG_MTEXT
           || e->id == LN_TAG_ANNOTATION_XML;
}


int
ln_element_special(const ln_element_t *e)
{
    return e->ns == LN_NS_HTML ? (ln_tags[e->id].flags & LN_SPECIAL) != 0
                               : ln_scope_foreign(e);
}


int
ln_scope_ends(const ln_element_t *e, ln_scope_t scope)
{
    if (scope == LN_SCOPE_TABLE) {
        return ln_element_is(e, LN_TAG_TABLE)
               || ln_element_is(e, LN_TAG_TEMPLATE)
               || ln_element_is(e, LN_TAG_HTML);
    }

    if (e->ns != LN_NS_HTML) {
        return ln_scope_foreign(e);
    }

    if (ln_tags[e->id].flags & LN_SCOPE) {
        return 1;
    }

    if (scope == LN_SCOPE_BUTTON) {
        return e->id == LN_TAG_BUTTON;
    }

    return scope == LN_SCOPE_LIST
           && (e->id == LN_TAG_OL || e->id == LN_TAG_UL);
}


int
ln_scope_search(const ln_tree_t *tree, uint64_t key, ln_scope_t scope)
{
    int                  i;
    const ln_element_t  *e;

    for (i = (int) tree->depth - 1; i >= 0; i--) {
        e = &tree->stack[i];

        if (e->key == key && e->ns == LN_NS_HTML) {
            return i;
        }

        if (ln_scope_ends(e, scope)) {
            break;
        }
    }

    return -1;
}


void
ln_scope_close_p(ln_tree_t *tree)
{
    int  i;

    i = ln_scope_search(tree, LN_TAG_P, LN_SCOPE_BUTTON);

    if (i > 0) {
        ln_stack_pop_to(tree, (unsigned) i, tree->tag->closing
                                            && tree->tag->id == LN_TAG_P);
    }
}
