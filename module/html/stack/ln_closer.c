/* End tags for what is open, so that a notice after them is shown. */

#include "html/stack/ln_closer.h"
#include "html/stack/ln_closer_formatting.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"
#include "html/stack/ln_scope.h"


_Static_assert(LN_STATE_DOUBLE_END - LN_STATE_DOUBLE == 4,
               "the states of a doubly escaped script are not together");

/* In a script within `<!--` that holds one more: that takes two end tags. */
static int
ln_closer_double(const ln_tree_t *tree)
{
    return tree->raw && tree->tokenizer->state >= LN_STATE_DOUBLE
           && tree->tokenizer->state <= LN_STATE_DOUBLE_END;
}


static int
ln_closer_fosters(const ln_element_t *e)
{
    return e->mode == LN_MODE_TABLE || e->mode == LN_MODE_COLUMN_GROUP
           || e->mode == LN_MODE_TABLE_BODY || e->mode == LN_MODE_ROW;
}


/* The name of the element at index; 0 if it needs no end tag. */
static size_t
ln_closer_name(const ln_closer_t *closer, unsigned index, const void **name)
{
    const ln_hider_t    *hider;
    const ln_element_t  *e;

    e = &closer->tree->stack[index];

    if (e->id != LN_TAG_OTHER) {
        *name = ln_tags[e->id].name;
        return ln_formatting_is(e) && !closer->named[e->id]
               ? 0 : ln_tags[e->id].len;
    }

    /*
     * What is not special is closed by the end tags around it, unless one of
     * them has its name.
     */

    hider = ln_hider_named(closer->tree, e->key);

    if (hider == NULL) {
        return 0;
    }

    *name = hider->name;
    return hider->len;
}


/* A form that its end tag does not end any more: `<form><table><td></form>`. */
static int
ln_closer_form_is_stuck(const ln_tree_t *tree, unsigned index)
{
    return ln_element_is(&tree->stack[index], LN_TAG_FORM) && !tree->xml
           && !tree->stack[index].inert && index != tree->form_at;
}


/*
 * 1 if the element's end tag ends whatever is in it, a form as well.  walled:
 * SVG or MathML is there that holds HTML, and ends most scopes.
 */
static int
ln_closer_scoped(const ln_element_t *e, int walled)
{
    if (e->ns != LN_NS_HTML) {
        return 0;
    }

    if (e->id == LN_TAG_TD || e->id == LN_TAG_TH || e->id == LN_TAG_CAPTION
        || e->id == LN_TAG_TEMPLATE)
    {
        return 1;
    }

    if (walled) {
        return 0;
    }

    if (ln_tags[e->id].flags & (LN_BLOCK | LN_HEADING | LN_PART | LN_MARKER)) {
        return 1;
    }

    return e->id == LN_TAG_P || e->id == LN_TAG_LI || e->id == LN_TAG_DD
           || e->id == LN_TAG_DT || e->id == LN_TAG_PRE
           || e->id == LN_TAG_LISTING || e->id == LN_TAG_BUTTON
           || e->id == LN_TAG_SELECT || e->id == LN_TAG_TABLE;
}


/* The index from where on elements are to be closed. */
static unsigned
ln_closer_first(const ln_tree_t *tree, int last)
{
    unsigned             i, first;
    const ln_hider_t    *hider;
    const ln_element_t  *e;

    /* an open head is closed by whatever cannot be in it */

    for (first = tree->depth; first > 0; first--) {
        e = &tree->stack[first - 1];

        if (!e->hidden || ln_element_is(e, LN_TAG_HEAD)) {
            break;
        }
    }

    /* at the end of a page nobody moves what React has left open any more */

    for (i = 0; last && tree->nhiders && i < first; i++) {
        hider = ln_hider_find(tree, i);

        if (hider && hider->moves) {
            first = i;
        }
    }

    while (first > 0 && tree->stack[first - 1].hidden
           && !ln_element_is(&tree->stack[first - 1], LN_TAG_HEAD))
    {
        first--;
    }

    return first;
}


static int
ln_closer_walls(const ln_element_t *e)
{
    return e->ns != LN_NS_HTML && ln_element_scopes(e);
}


/*
 * The elements from first on.  What a form is in that cannot be ended needs the
 * end tag of an element that ends the form with it.  Returns the index of such
 * a form, or 0 if there is none left.
 */
static unsigned
ln_closer_elements(ln_closer_t *closer)
{
    int               walled;
    size_t            n;
    unsigned          i, form;
    const void       *name;
    const ln_tree_t  *tree;

    form = 0;
    walled = 0;
    tree = closer->tree;

    for (i = closer->depth; i > closer->first; i--) {
        if (ln_closer_form_is_stuck(tree, i - 1)) {
            form = form ? form : i - 1;
            continue;
        }

        if (form && !ln_closer_scoped(&tree->stack[i - 1], walled)) {
            walled |= ln_closer_walls(&tree->stack[i - 1]);
            continue;
        }

        n = ln_closer_name(closer, i - 1, &name);
        closer->depth = i;

        if (n > 0 && ln_formatting_is(&tree->stack[i - 1])) {
            ln_closer_write_formatting(closer, i - 1);

        } else if (n > 0) {
            ln_closer_write(closer, name, n);
        }

        if (form) {
            ln_closer_skipped(closer, i - 1, form);
            form = 0;
            walled = 0;
        }
    }

    return form;
}


/* What is around the form that is stuck, and ends it; or 0. */
static unsigned
ln_closer_around(const ln_tree_t *tree, unsigned form)
{
    int       walled;
    unsigned  i;

    walled = 0;

    for (i = form - 1; i > 1; i--) {
        if (ln_closer_scoped(&tree->stack[i], walled)) {
            return i;
        }

        walled |= ln_closer_walls(&tree->stack[i]);
    }

    return 0;
}


static void
ln_closer_init(ln_closer_t *closer, const ln_tree_t *tree, int last, char *out,
    size_t size)
{
    closer->tree = tree;
    closer->first = ln_closer_first(tree, last);
    closer->out = out;
    closer->len = 0;
    closer->size = size;
    closer->depth = tree->depth - (tree->raw != 0);

    memset(closer->left, 0, sizeof(closer->left));
    ln_closer_name_all(closer);
}


int
ln_stack_stuck(const ln_tree_t *tree)
{
    ln_closer_t  closer;

    /* no form is open but the one that `</form>` would end */

    if (tree->open[LN_TAG_FORM] == (tree->form_at != 0)) {
        return 0;
    }

    ln_closer_init(&closer, tree, 0, NULL, 0);

    return ln_closer_elements(&closer) != 0;
}


size_t
ln_stack_closer(const ln_tree_t *tree, int last, char *out, size_t size)
{
    unsigned     around, stuck, markers;
    ln_closer_t  closer;

    ln_closer_init(&closer, tree, last, out, size);

    if (ln_closer_double(tree)) {
        ln_closer_write_id(&closer, LN_TAG_SCRIPT);
    }

    if (tree->raw) {
        ln_closer_write_id(&closer, tree->stack[tree->depth - 1].id);
    }

    ln_closer_formatting(&closer, 0);
    stuck = ln_closer_elements(&closer);

    around = last && stuck ? ln_closer_around(tree, stuck) : 0;

    if (around) {
        ln_closer_write_id(&closer, tree->stack[around].id);
        ln_closer_skipped(&closer, around, stuck);
        closer.first = around;
    }

    markers = ln_closer_markers(&closer);

    closer.depth = ln_min(closer.depth, closer.first);

    if (markers) {
        ln_closer_formatting(&closer, markers);
    }

    /* what stands in a table, but in no cell, is shown before the table */

    if (last && closer.first > 0
        && ln_closer_fosters(&tree->stack[closer.first - 1]))
    {
        ln_closer_write_id(&closer, LN_TAG_TABLE);
    }

    return closer.len;
}
