#include "html/stack/ln_closer_formatting.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"


/*
 * Three of a name with equal attributes are in the list: whether the element
 * has left it for a fourth one.  Its end tag ends it as the current one alone.
 */
static int
ln_closer_unlisted(const ln_tree_t *tree, unsigned index)
{
    return tree->listed && ln_formatting_is(&tree->stack[index])
           && ln_formatting_at(tree, index) == 0;
}


/*
 * Whether what is around the formatting element ends it, too.  Its own end tag
 * would keep it from opening again behind that.
 */
static int
ln_closer_goes_on(const ln_tree_t *tree, unsigned index)
{
    return tree->stack[index - 1].ns == LN_NS_HTML && !tree->open[LN_TAG_FORM]
           && ln_hider_find(tree, index) == NULL
           && !ln_closer_unlisted(tree, index - 1);
}


/* 1 if it needs its own end tag: nothing that is closed is around the first. */
static int
ln_closer_explicit(const ln_tree_t *tree, unsigned index, unsigned first)
{
    return index == first || (index > first && !ln_closer_goes_on(tree, index));
}


/*
 * The formatting elements whose names need end tags of their own, as one of
 * that name does: such a tag ends the one that has opened last.
 */
void
ln_closer_name_all(ln_closer_t *closer)
{
    unsigned             i;
    const ln_element_t  *e;

    memset(closer->named, 0, sizeof(closer->named));

    for (i = closer->first; i < closer->tree->depth; i++) {
        e = &closer->tree->stack[i];

        if (ln_formatting_is(e)
            && ln_closer_explicit(closer->tree, i, closer->first))
        {
            closer->named[e->id] = 1;
        }
    }
}


/* Likewise, of an entry of the list that has left the stack. */
static int
ln_closer_ends_left(const ln_closer_t *closer, unsigned position)
{
    unsigned                i;
    const ln_tree_t        *tree;
    const ln_formatting_t  *entry, *left;

    tree = closer->tree;
    left = &tree->formatting[position - 1];

    for (i = position; i > 0; i--) {
        entry = &tree->formatting[i - 1];

        if (entry->id == LN_TAG_OTHER) {
            break;
        }

        if (entry->id == left->id
            && (entry->index
                ? ln_closer_explicit(tree, entry->index, closer->first)
                : entry->hides))
        {
            return 1;
        }
    }

    return 0;
}


/*
 * Ends an entry of the list that has left the stack, once.  A current element
 * of that name that the list does not have is ended before it.
 */
static void
ln_closer_write_left(ln_closer_t *closer, unsigned position)
{
    unsigned          id;
    const ln_tree_t  *tree;

    if (closer->left[position - 1]) {
        return;
    }

    tree = closer->tree;
    id = tree->formatting[position - 1].id;
    closer->left[position - 1] = 1;

    while (closer->depth > 0 && tree->stack[closer->depth - 1].id == id
           && ln_closer_unlisted(tree, closer->depth - 1))
    {
        ln_closer_write_id(closer, id);
        closer->depth--;
    }

    ln_closer_write_id(closer, id);
}


/*
 * Ends the formatting element at index.  Its end tag ends the last entry of
 * that name: those that have left the stack behind it, before the next marker,
 * are ended first.
 */
void
ln_closer_write_formatting(ln_closer_t *closer, unsigned index)
{
    unsigned                i, id;
    const ln_tree_t        *tree;
    const ln_formatting_t  *entry;

    tree = closer->tree;
    id = tree->stack[index].id;
    i = ln_formatting_at(tree, index);

    for ( /* void */ ; i > 0 && i < tree->nformatting; i++) {
        entry = &tree->formatting[i];

        if (entry->id == LN_TAG_OTHER) {
            break;
        }

        if (entry->id == id && entry->index == 0) {
            ln_closer_write_left(closer, i + 1);
        }
    }

    ln_closer_write_id(closer, id);
}


unsigned
ln_closer_markers(const ln_closer_t *closer)
{
    unsigned  i, n;

    for (i = closer->first, n = 0; i < closer->tree->depth; i++) {
        n += ln_formatting_marks(&closer->tree->stack[i]);
    }

    return n;
}


void
ln_closer_formatting(ln_closer_t *closer, unsigned markers)
{
    unsigned                i, n;
    const ln_tree_t        *tree;
    const ln_formatting_t  *entry;

    tree = closer->tree;

    for (i = tree->nformatting, n = 0; i > 0 && n <= markers; i--) {
        entry = &tree->formatting[i - 1];

        if (entry->id == LN_TAG_OTHER) {
            n++;

        } else if (n == markers && entry->index == 0
                   && ln_closer_ends_left(closer, i))
        {
            ln_closer_write_left(closer, i);
        }
    }
}


void
ln_closer_skipped(ln_closer_t *closer, unsigned low, unsigned high)
{
    unsigned             i;
    const ln_element_t  *e;

    for (i = high; i > low + 1; i--) {
        e = &closer->tree->stack[i - 1];

        if (ln_formatting_is(e) && closer->named[e->id]) {
            ln_closer_write_formatting(closer, i - 1);
        }
    }
}
