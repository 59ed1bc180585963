#include "html/stack/ln_formatting.h"


/* What the standard inserts a marker for: the list is cleared up to it. */
static int
ln_formatting_marker(const ln_element_t *e)
{
    if (e->ns != LN_NS_HTML) {
        return 0;
    }

    switch (e->id) {

    case LN_TAG_APPLET:
    case LN_TAG_CAPTION:
    case LN_TAG_MARQUEE:
    case LN_TAG_OBJECT:
    case LN_TAG_TD:
    case LN_TAG_TEMPLATE:
    case LN_TAG_TH:
        return 1;

    default:
        return 0;
    }
}


void
ln_formatting_left(ln_tree_t *tree, unsigned index)
{
    unsigned          i;
    ln_formatting_t  *left;

    if (tree->nformatting == LN_STACK_FORMATTING) {
        return;
    }

    for (i = index; i > 0 && !ln_formatting_marker(&tree->stack[i]); i--) {
        /* void */
    }

    left = &tree->formatting[tree->nformatting++];
    left->id = tree->stack[index].id;
    left->since = (unsigned short) index;
    left->marker = (unsigned short) i;
}


int
ln_formatting_ended(ln_tree_t *tree, uint64_t key, unsigned newest)
{
    unsigned  i;

    for (i = tree->nformatting; i > 0; i--) {
        if (tree->formatting[i - 1].id == key
            && tree->formatting[i - 1].since > newest)
        {
            tree->nformatting--;
            memmove(&tree->formatting[i - 1], &tree->formatting[i],
                    (tree->nformatting - (i - 1)) * sizeof(ln_formatting_t));
            return 1;
        }
    }

    return 0;
}


void
ln_formatting_cleared(ln_tree_t *tree, unsigned index)
{
    unsigned  i;

    while (tree->nformatting
           && tree->formatting[tree->nformatting - 1].marker >= index)
    {
        tree->nformatting--;
    }

    for (i = 0; i < tree->nformatting; i++) {
        if (tree->formatting[i].since > index) {
            tree->formatting[i].since = (unsigned short) index;
        }
    }
}


int
ln_formatting_has(const ln_tree_t *tree, unsigned id)
{
    unsigned  i;

    for (i = 0; i < tree->nformatting; i++) {
        if (tree->formatting[i].id == id) {
            return 1;
        }
    }

    return 0;
}
