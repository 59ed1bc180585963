/* The list of active formatting elements, where the stack does not tell it. */

#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"
#include "html/stack/ln_looks.h"


/* So many tags later the list is given up: to keep it anew takes some steps. */
#define LN_FORMATTING_CALM  64

/* So many open again at once.  Of more, the oldest that hide nothing do not. */
#define LN_FORMATTING_AGAIN  4

/* "The Noah's Ark clause": so many of one name and equal attributes. */
#define LN_FORMATTING_EQUAL  3


/* The position behind the last marker. */
static unsigned
ln_formatting_begin(const ln_tree_t *tree)
{
    unsigned  i;

    for (i = tree->nformatting; i > 0; i--) {
        if (tree->formatting[i - 1].id == LN_TAG_OTHER) {
            break;
        }
    }

    return i;
}


void
ln_formatting_drop(ln_tree_t *tree, unsigned position)
{
    ln_formatting_t  *entry;

    entry = &tree->formatting[position - 1];

    tree->nleft -= (entry->id != LN_TAG_OTHER && entry->index == 0);
    tree->nformatting--;
    memmove(entry, entry + 1,
            (tree->nformatting - (position - 1)) * sizeof(ln_formatting_t));
}


/*
 * Whether no harm is done if the entry is forgotten: none of its name hides, as
 * that would be ended by the end tag of this one.
 */
static int
ln_formatting_forgettable(const ln_tree_t *tree, unsigned position)
{
    unsigned                i;
    const ln_formatting_t  *entry;

    entry = &tree->formatting[position - 1];

    for (i = 0; i < tree->nformatting; i++) {
        if (tree->formatting[i].id == entry->id && tree->formatting[i].hides) {
            return 0;
        }
    }

    return entry->id != LN_TAG_OTHER;
}


void
ln_formatting_put(ln_tree_t *tree, unsigned position,
    const ln_formatting_t *entry)
{
    unsigned  i;

    if (tree->nformatting == LN_STACK_FORMATTING) {
        for (i = 1; i < LN_STACK_FORMATTING; i++) {
            if (ln_formatting_forgettable(tree, i)) {
                break;
            }
        }

        ln_formatting_drop(tree, i);
        position -= (position > i);
    }

    memmove(&tree->formatting[position], &tree->formatting[position - 1],
            (tree->nformatting - (position - 1)) * sizeof(ln_formatting_t));

    tree->formatting[position - 1] = *entry;
    tree->nformatting++;
}


/*
 * Tags that look alike.  Of elements that went the short way nothing is known:
 * hardly any but an a and a font has attributes, and an a ends the one before.
 */
static int
ln_formatting_equal(const ln_formatting_t *a, const ln_formatting_t *b)
{
    return a->id == b->id && a->hides == b->hides
           && (a->looks == b->looks || a->looks == 0 || b->looks == 0);
}


static void
ln_formatting_add(ln_tree_t *tree, const ln_formatting_t *entry)
{
    unsigned  i, n, first;

    for (i = ln_formatting_begin(tree), n = 0, first = 0;
         entry->id != LN_TAG_OTHER && i < tree->nformatting;
         i++)
    {
        if (ln_formatting_equal(&tree->formatting[i], entry) && n++ == 0) {
            first = i + 1;
        }
    }

    if (n >= LN_FORMATTING_EQUAL) {
        ln_formatting_drop(tree, first);
    }

    ln_formatting_put(tree, tree->nformatting + 1, entry);
}


/* The element's entry.  Its tags do not go the short way any more. */
static void
ln_formatting_enter(ln_tree_t *tree, unsigned index, uint32_t looks)
{
    ln_element_t      *e;
    ln_formatting_t    entry;
    const ln_hider_t  *hider;

    memset(&entry, 0, sizeof(ln_formatting_t));

    e = &tree->stack[index];
    entry.index = (unsigned short) index;

    if (ln_formatting_is(e)) {
        hider = ln_hider_find(tree, index);

        entry.id = e->id;
        entry.hides = hider != NULL && !hider->moves;
        entry.looks = hider ? hider->looks
                      : e->id == LN_TAG_FONT ? e->looks : looks;

        e->watched = 1;
    }

    e->quick &= LN_ELEMENT_QUICK;

    ln_formatting_add(tree, &entry);
}


/* How many elements on the stack have such a name. */
static unsigned
ln_formatting_open(const ln_tree_t *tree)
{
    unsigned  i, n;

    static const unsigned char  ids[] = {
        LN_TAG_A, LN_TAG_B, LN_TAG_BIG, LN_TAG_CODE, LN_TAG_EM, LN_TAG_FONT,
        LN_TAG_I, LN_TAG_NOBR, LN_TAG_S, LN_TAG_SMALL, LN_TAG_STRIKE,
        LN_TAG_STRONG, LN_TAG_TT, LN_TAG_U, LN_TAG_APPLET, LN_TAG_CAPTION,
        LN_TAG_MARQUEE, LN_TAG_OBJECT, LN_TAG_TD, LN_TAG_TEMPLATE, LN_TAG_TH
    };

    for (i = 0, n = 0; i < sizeof(ids); i++) {
        n += tree->open[ids[i]];
    }

    return n;
}


void
ln_formatting_list(ln_tree_t *tree)
{
    unsigned  i, n, low;

    if (tree->listed) {
        return;
    }

    n = ln_formatting_open(tree);

    for (low = tree->depth; low > 1 && n > 0; low--) {
        n -= (ln_tags[tree->stack[low - 1].id].flags & LN_FORMATTING_LIST) != 0;
    }

    tree->listed = 1;

    for (i = low; i < tree->depth; i++) {
        if (ln_formatting_is(&tree->stack[i])
            || ln_formatting_marks(&tree->stack[i]))
        {
            ln_formatting_enter(tree, i, 0);
        }
    }
}


void
ln_formatting_settle(ln_tree_t *tree)
{
    unsigned  i;

    if (tree->nleft) {
        tree->calm = 0;
        return;
    }

    if (tree->nformatting && ++tree->calm < LN_FORMATTING_CALM) {
        return;
    }

    tree->calm = 0;

    for (i = 0; i < tree->nformatting; i++) {
        if (tree->formatting[i].index == 0) {
            return;
        }
    }

    /* the stack has none that the list does not have */

    if (ln_formatting_open(tree) == tree->nformatting) {
        tree->listed = 0;
        tree->nformatting = 0;
    }
}


void
ln_formatting_opened(ln_tree_t *tree, unsigned index)
{
    if (tree->listed) {
        ln_formatting_enter(tree, index, ln_tag_looks(tree));
    }
}


unsigned
ln_formatting_at(const ln_tree_t *tree, unsigned index)
{
    unsigned  i;

    for (i = tree->nformatting; i > 0; i--) {
        if (tree->formatting[i - 1].index == index) {
            break;
        }
    }

    return i;
}


unsigned
ln_formatting_find(const ln_tree_t *tree, uint64_t id)
{
    unsigned  i;

    for (i = tree->nformatting; i > 0; i--) {
        if (tree->formatting[i - 1].id == LN_TAG_OTHER) {
            return 0;
        }

        if (tree->formatting[i - 1].id == id) {
            break;
        }
    }

    return i;
}


static void
ln_formatting_forget(ln_tree_t *tree)
{
    unsigned  i;

    for (i = 1; i <= tree->nformatting; i++) {
        if (tree->formatting[i - 1].index == 0
            && ln_formatting_forgettable(tree, i))
        {
            ln_formatting_drop(tree, i);
            return;
        }
    }
}


void
ln_formatting_closed(ln_tree_t *tree, unsigned index, int own)
{
    int       marks;
    unsigned  position;

    if (tree->xml) {
        return;
    }

    marks = ln_formatting_marks(&tree->stack[index]);

    if (!tree->listed) {
        if (marks ? index == tree->clearing : own) {
            return;
        }

        ln_formatting_list(tree);
    }

    position = ln_formatting_at(tree, index);

    if (position == 0) {
        return;
    }

    if (own && !marks) {
        ln_formatting_drop(tree, position);
        return;
    }

    tree->formatting[position - 1].index = 0;

    if (!marks && ++tree->nleft > LN_FORMATTING_AGAIN) {
        ln_formatting_forget(tree);
    }
}


void
ln_formatting_removed(ln_tree_t *tree, unsigned index)
{
    unsigned  i;

    for (i = 0; i < tree->nformatting; i++) {
        tree->formatting[i].index -= (tree->formatting[i].index > index);
    }
}


void
ln_formatting_raised(ln_tree_t *tree, unsigned index)
{
    unsigned  i;

    for (i = 0; i < tree->nformatting; i++) {
        tree->formatting[i].index += (tree->formatting[i].index >= index);
    }
}


void
ln_formatting_clear(ln_tree_t *tree)
{
    ln_tag_id_t  id;

    while (tree->nformatting) {
        id = tree->formatting[tree->nformatting - 1].id;
        ln_formatting_drop(tree, tree->nformatting);

        if (id == LN_TAG_OTHER) {
            break;
        }
    }
}


int
ln_formatting_due_hides(const ln_tree_t *tree)
{
    unsigned  i;

    if (!ln_formatting_due(tree)) {
        return 0;
    }

    for (i = ln_formatting_begin(tree); i < tree->nformatting; i++) {
        if (tree->formatting[i].hides && tree->formatting[i].index == 0) {
            return 1;
        }
    }

    return 0;
}
