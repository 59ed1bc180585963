/* End tags for what is open, so that a notice after them is shown. */

#include "html/stack/ln_closer.h"
#include "html/stack/ln_hider.h"


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
 * would keep it from opening again behind that.  It needs one where another of
 * its name hides, as that is ended after it.
 */
static int
ln_closer_goes_on(const ln_tree_t *tree, unsigned index)
{
    const ln_element_t  *e;

    e = &tree->stack[index];

    return e->ns == LN_NS_HTML && (ln_tags[e->id].flags & LN_FORMAT)
           && tree->stack[index - 1].ns == LN_NS_HTML
           && !tree->open[LN_TAG_FORM] && !ln_hider_alike(tree, e->id);
}


/* The name of the element at index; 0 if it needs no end tag. */
static size_t
ln_closer_name(const ln_tree_t *tree, unsigned index, const void **name)
{
    const ln_hider_t    *hider;
    const ln_element_t  *e;

    e = &tree->stack[index];

    if (e->id != LN_TAG_OTHER) {
        *name = ln_tags[e->id].name;
        return ln_closer_goes_on(tree, index) ? 0 : ln_tags[e->id].len;
    }

    /* what is not special is closed by the end tags around it */

    hider = ln_hider_find(tree, index);

    if (hider == NULL) {
        return 0;
    }

    *name = hider->name;
    return hider->len;
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

    /* what has opened since may stand in the element that has opened again */

    for (i = 0; i < tree->nformatting; i++) {
        if (tree->formatting[i].since < first) {
            first = tree->formatting[i].since;
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


/*
 * Formatting elements that hide and would open again.  One of the same name may
 * have opened after them, and is ended first.
 */
static size_t
ln_closer_formatting(const ln_tree_t *tree, char *out, size_t size, size_t len)
{
    unsigned                i, n;
    const ln_tag_info_t    *tag;
    const ln_formatting_t  *left;

    for (i = tree->nformatting; i > 0; i--) {
        left = &tree->formatting[i - 1];
        tag = &ln_tags[left->id];

        for (n = left->since; n < tree->depth; n++) {
            if (ln_element_is(&tree->stack[n], left->id)) {
                len = ln_closer_write(out, size, len, tag->name, tag->len);
            }
        }

        len = ln_closer_write(out, size, len, tag->name, tag->len);
    }

    return len;
}


size_t
ln_stack_closer(const ln_tree_t *tree, int last, char *out, size_t size)
{
    size_t       len, n;
    unsigned     i, first;
    const void  *name;

    first = ln_closer_first(tree, last);
    len = 0;

    if (ln_closer_double(tree)) {
        len = (size_t) snprintf(out, size, "</script>");
    }

    for (i = tree->depth; i > first; i--) {
        n = ln_closer_name(tree, i - 1, &name);

        if (n > 0) {
            len = ln_closer_write(out, size, len, name, n);
        }
    }

    len = ln_closer_formatting(tree, out, size, len);

    /* what stands in a table, but in no cell, is shown before the table */

    if (last && first > 0 && ln_closer_fosters(&tree->stack[first - 1])
        && len + sizeof("</table>") <= size)
    {
        len += (size_t) snprintf(out + len, size - len, "</table>");
    }

    return len;
}
