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


size_t
ln_stack_closer(const ln_tree_t *tree, int last, char *out, size_t size)
{
    size_t                len, n;
    unsigned              i, first;
    const void           *name;
    const ln_hider_t     *hider;
    const ln_element_t   *e;

    /* an open head is closed by whatever cannot be in it */

    for (first = tree->depth; first > 0; first--) {
        e = &tree->stack[first - 1];

        if (!e->hidden || ln_element_is(e, LN_TAG_HEAD)) {
            break;
        }
    }

    len = 0;

    if (ln_closer_double(tree)) {
        len = (size_t) snprintf(out, size, "</script>");
    }

    for (i = tree->depth; i > first; i--) {
        e = &tree->stack[i - 1];
        n = ln_tags[e->id].len;
        name = ln_tags[e->id].name;

        /* what is not special is closed by the end tags around it */

        if (e->id == LN_TAG_OTHER) {
            hider = ln_hider_find(tree, i - 1);

            if (hider == NULL || hider->len == 0) {
                continue;
            }

            n = hider->len;
            name = hider->name;
        }

        if (len + n + 4 > size) {
            break;
        }

        out[len++] = '<';
        out[len++] = '/';
        memcpy(out + len, name, n);
        len += n;
        out[len++] = '>';
    }

    /* what stands in a table, but in no cell, is shown before the table */

    if (last && first > 0 && ln_closer_fosters(&tree->stack[first - 1])
        && len + sizeof("</table>") <= size)
    {
        len += (size_t) snprintf(out + len, size - len, "</table>");
    }

    return len;
}
