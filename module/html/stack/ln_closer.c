/* End tags for what is open, so that a notice after them is shown. */

#include "html/stack/ln_closer.h"
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


/*
 * Whether what is around the formatting element ends it, too.  Its own end tag
 * would keep it from opening again behind that.
 */
static int
ln_closer_goes_on(const ln_tree_t *tree, unsigned index)
{
    return tree->stack[index - 1].ns == LN_NS_HTML && !tree->open[LN_TAG_FORM]
           && ln_hider_find(tree, index) == NULL;
}


/* 1 if it needs its own end tag: nothing that is closed is around the first. */
static int
ln_closer_explicit(const ln_tree_t *tree, unsigned index, unsigned first)
{
    return index == first || (index > first && !ln_closer_goes_on(tree, index));
}


/*
 * 1 if formatting elements of that name need their own end tags, as one of them
 * does: such a tag ends the one that has opened last.
 */
static int
ln_closer_ends(const ln_tree_t *tree, unsigned id, unsigned first)
{
    unsigned             i;
    const ln_element_t  *e;

    for (i = first; i < tree->depth; i++) {
        e = &tree->stack[i];

        if (e->id == id && ln_formatting_is(e)
            && ln_closer_explicit(tree, i, first))
        {
            return 1;
        }
    }

    return 0;
}


/* Likewise, of an entry of the list that has left the stack. */
static int
ln_closer_ends_left(const ln_tree_t *tree, unsigned position, unsigned first)
{
    unsigned                i;
    const ln_formatting_t  *entry, *left;

    left = &tree->formatting[position - 1];

    for (i = position; i > 0; i--) {
        entry = &tree->formatting[i - 1];

        if (entry->id == LN_TAG_OTHER) {
            break;
        }

        if (entry->id == left->id
            && (entry->index ? ln_closer_explicit(tree, entry->index, first)
                             : entry->hides))
        {
            return 1;
        }
    }

    return 0;
}


/* The name of the element at index; 0 if it needs no end tag. */
static size_t
ln_closer_name(const ln_tree_t *tree, unsigned index, unsigned first,
    const void **name)
{
    const ln_hider_t    *hider;
    const ln_element_t  *e;

    e = &tree->stack[index];

    if (e->id != LN_TAG_OTHER) {
        *name = ln_tags[e->id].name;
        return ln_formatting_is(e) && !ln_closer_ends(tree, e->id, first)
               ? 0 : ln_tags[e->id].len;
    }

    /*
     * What is not special is closed by the end tags around it, unless one of
     * them has its name.
     */

    hider = ln_hider_named(tree, e->key);

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
            return i;
        }
    }

    return first;
}


/* Writes an end tag; the length with it, which is len if there is no room. */
static size_t
ln_closer_write(char *out, size_t size, size_t len, const void *name, size_t n)
{
    if (len + n + 4 > size) {
        return len;
    }

    out[len++] = '<';
    out[len++] = '/';
    memcpy(out + len, name, n);
    len += n;
    out[len++] = '>';

    return len;
}


/* How many elements from first on clear the list up to a marker. */
static unsigned
ln_closer_markers(const ln_tree_t *tree, unsigned first)
{
    unsigned  i, n;

    for (i = first, n = 0; i < tree->depth; i++) {
        n += ln_formatting_marks(&tree->stack[i]);
    }

    return n;
}


/*
 * Formatting elements that would open again and hide: those before so many
 * markers, which need not be those of the elements that clear them.
 */
static size_t
ln_closer_formatting(const ln_tree_t *tree, unsigned first, unsigned markers,
    char *out, size_t size, size_t len)
{
    unsigned                i, n;
    const ln_tag_info_t    *tag;
    const ln_formatting_t  *entry;

    for (i = tree->nformatting, n = 0; i > 0 && n <= markers; i--) {
        entry = &tree->formatting[i - 1];

        if (entry->id == LN_TAG_OTHER) {
            n++;

        } else if (n == markers && entry->index == 0
                   && ln_closer_ends_left(tree, i, first))
        {
            tag = &ln_tags[entry->id];
            len = ln_closer_write(out, size, len, tag->name, tag->len);
        }
    }

    return len;
}


/* Ends formatting between low and high: it has left the stack by now. */
static size_t
ln_closer_skipped(const ln_tree_t *tree, unsigned low, unsigned high,
    unsigned first, char *out, size_t size, size_t len)
{
    unsigned              i;
    const ln_element_t   *e;
    const ln_tag_info_t  *tag;

    for (i = high; i > low + 1; i--) {
        e = &tree->stack[i - 1];

        if (ln_formatting_is(e) && ln_closer_ends(tree, e->id, first)) {
            tag = &ln_tags[e->id];
            len = ln_closer_write(out, size, len, tag->name, tag->len);
        }
    }

    return len;
}


static int
ln_closer_walls(const ln_element_t *e)
{
    return e->ns != LN_NS_HTML && ln_scope_ends(e, LN_SCOPE_DEFAULT);
}


/*
 * The elements from first on.  What a form is in that cannot be ended needs the
 * end tag of an element that ends the form with it.  *stuck: the index of such
 * a form, or 0 if there is none left.
 */
static size_t
ln_closer_elements(const ln_tree_t *tree, unsigned first, char *out,
    size_t size, size_t len, unsigned *stuck)
{
    int          walled;
    size_t       n;
    unsigned     i, form;
    const void  *name;

    form = 0;
    walled = 0;

    for (i = tree->depth - (tree->raw != 0); i > first; i--) {
        if (ln_closer_form_is_stuck(tree, i - 1)) {
            form = form ? form : i - 1;
            continue;
        }

        if (form && !ln_closer_scoped(&tree->stack[i - 1], walled)) {
            walled |= ln_closer_walls(&tree->stack[i - 1]);
            continue;
        }

        n = ln_closer_name(tree, i - 1, first, &name);

        if (n > 0) {
            len = ln_closer_write(out, size, len, name, n);
        }

        if (form) {
            len = ln_closer_skipped(tree, i - 1, form, first, out, size, len);
            form = 0;
            walled = 0;
        }
    }

    *stuck = form;

    return len;
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


int
ln_stack_stuck(const ln_tree_t *tree)
{
    char      none;
    unsigned  stuck;

    if (tree->open[LN_TAG_FORM] == (tree->form_at != 0)) {
        return 0;
    }

    (void) ln_closer_elements(tree, ln_closer_first(tree, 0), &none, 0, 0,
                              &stuck);
    return stuck != 0;
}


size_t
ln_stack_closer(const ln_tree_t *tree, int last, char *out, size_t size)
{
    size_t                len;
    unsigned              first, around, stuck, markers;
    const ln_tag_info_t  *tag;

    first = ln_closer_first(tree, last);
    len = 0;

    if (ln_closer_double(tree)) {
        len = (size_t) snprintf(out, size, "</script>");
    }

    if (tree->raw) {
        tag = &ln_tags[tree->stack[tree->depth - 1].id];
        len = ln_closer_write(out, size, len, tag->name, tag->len);
    }

    len = ln_closer_formatting(tree, first, 0, out, size, len);
    len = ln_closer_elements(tree, first, out, size, len, &stuck);

    around = last && stuck ? ln_closer_around(tree, stuck) : 0;

    if (around) {
        tag = &ln_tags[tree->stack[around].id];
        len = ln_closer_write(out, size, len, tag->name, tag->len);
        len = ln_closer_skipped(tree, around, stuck, first, out, size, len);
        first = around;
    }

    markers = ln_closer_markers(tree, first);

    if (markers) {
        len = ln_closer_formatting(tree, first, markers, out, size, len);
    }

    /* what stands in a table, but in no cell, is shown before the table */

    if (last && first > 0 && ln_closer_fosters(&tree->stack[first - 1])
        && len + sizeof("</table>") <= size)
    {
        len += (size_t) snprintf(out + len, size - len, "</table>");
    }

    return len;
}
