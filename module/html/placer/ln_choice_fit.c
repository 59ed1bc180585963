/* Places in which a parser would not leave a notice as it is written. */

#include "html/placer/ln_choice_fit.h"
#include "html/stack/ln_bounds.h"
#include "html/stack/ln_formatting.h"


/* The position of the innermost such element, index and around it; or 0. */
static unsigned
ln_fit_innermost(ln_tree_t *tree, ln_tag_id_t id, unsigned index)
{
    unsigned             position;
    const ln_element_t  *e;

    for (position = ln_bounds_innermost(tree, id);
         position > 0;
         position = e->previous)
    {
        e = &tree->stack[position - 1];

        if (position <= index + 1 && ln_element_is(e, id)) {
            break;
        }
    }

    return position;
}


/* "has an element in scope"; elements of SVG may have the name, too. */
static int
ln_fit_in_scope(ln_tree_t *tree, ln_tag_id_t id, unsigned index)
{
    unsigned             position, scope;
    const ln_element_t  *e;

    scope = tree->stack[index].bounds.scope;

    for (position = tree->innermost[ln_stack_name(id)];
         position > 0 && position >= scope;
         position = e->previous)
    {
        e = &tree->stack[position - 1];

        if (position <= index + 1 && ln_element_is(e, id)) {
            return 1;
        }
    }

    return 0;
}


/*
 * Its entry in the list of active formatting elements, behind the last marker
 * around index; NULL for none.
 */
static const ln_formatting_t *
ln_fit_listed(const ln_tree_t *tree, ln_tag_id_t id, unsigned index)
{
    unsigned                i;
    const ln_formatting_t  *entry;

    for (i = tree->nformatting; i > 0; i--) {
        entry = &tree->formatting[i - 1];

        if (entry->index > index) {
            continue;
        }

        if (entry->id == LN_TAG_OTHER) {
            break;
        }

        if (entry->id == id) {
            return entry;
        }
    }

    return NULL;
}


/* `<a>` ends the a that the list has, in scope or not. */
static int
ln_fit_in_a(ln_tree_t *tree, unsigned index)
{
    return tree->listed ? ln_fit_listed(tree, LN_TAG_A, index) != NULL
                        : tree->stack[index].bounds.link > 0;
}


/* `<nobr>` ends the one in scope; it may have opened again by then. */
static int
ln_fit_in_nobr(ln_tree_t *tree, unsigned index)
{
    const ln_formatting_t  *entry;

    if (ln_fit_in_scope(tree, LN_TAG_NOBR, index)) {
        return 1;
    }

    entry = tree->listed ? ln_fit_listed(tree, LN_TAG_NOBR, index) : NULL;

    return entry != NULL && entry->index == 0;
}


static int
ln_fit_in_button(ln_tree_t *tree, unsigned index)
{
    return ln_fit_in_scope(tree, LN_TAG_BUTTON, index);
}


/* `<table>` ends the table that it stands in, but for its cells and caption. */
static int
ln_fit_in_table(ln_tree_t *tree, unsigned index)
{
    switch (tree->stack[index].mode) {

    case LN_MODE_TABLE:
    case LN_MODE_COLUMN_GROUP:
    case LN_MODE_TABLE_BODY:
    case LN_MODE_ROW:
        return 1;

    default:
        return 0;
    }
}


static const struct {
    ln_contains_t  member;
    ln_tag_id_t    id;                  /* of the element that it ends */
    int          (*in)(ln_tree_t *tree, unsigned index);
} ln_fit_kinds[] = {
    { LN_CONTAINS_TABLE, LN_TAG_TABLE, ln_fit_in_table },
    { LN_CONTAINS_BUTTON, LN_TAG_BUTTON, ln_fit_in_button },
    { LN_CONTAINS_NOBR, LN_TAG_NOBR, ln_fit_in_nobr },
    { LN_CONTAINS_A, LN_TAG_A, ln_fit_in_a }
};

#define LN_FIT_KINDS  (sizeof(ln_fit_kinds) / sizeof(ln_fit_kinds[0]))


/* Which of them end an element that is open around a child of that at index. */
static unsigned
ln_fit_ends(ln_tree_t *tree, unsigned contains, unsigned index)
{
    unsigned  i, ends;

    if (contains == 0 || tree->xml || index >= tree->depth) {
        return 0;
    }

    ln_bounds_find(tree);

    for (i = 0, ends = 0; i < LN_FIT_KINDS; i++) {

        if ((contains & ln_fit_kinds[i].member)
            && (tree->listed || ln_stack_has(tree, ln_fit_kinds[i].id))
            && ln_fit_kinds[i].in(tree, index))
        {
            ends |= ln_fit_kinds[i].member;
        }
    }

    return ends;
}


void
ln_choices_before(ln_choices_t *choices)
{
    choices->ends_before = ln_fit_ends(choices->tree, choices->contains,
                                       choices->tree->depth - 1);
}


int
ln_choice_unfit_before(const ln_choices_t *choices, const ln_choice_t *choice,
    ln_tag_id_t ended)
{
    unsigned  i, ends;

    ends = choices->ends_before & choice->contains;

    for (i = 0; i < LN_FIT_KINDS; i++) {
        if (ln_fit_kinds[i].id == ended) {
            ends &= ~(unsigned) ln_fit_kinds[i].member;
        }
    }

    return ends != 0;
}


int
ln_choice_unfit(const ln_choices_t *choices, const ln_choice_t *choice,
    unsigned index)
{
    return ln_fit_ends(choices->tree, choice->contains, index) != 0;
}


int
ln_choice_unfit_end(const ln_choices_t *choices, const ln_choice_t *choice,
    uint64_t at)
{
    if (choice->contains == 0 || choice->rank >= choice->list->nplaces) {
        return 0;
    }

    if (at == choices->tree->tag->start && at >= choices->floor) {
        return ln_choice_unfit_before(choices, choice, LN_TAG_OTHER);
    }

    return choice->index > 0
           && ln_choice_unfit(choices, choice, choice->index - 1);
}


/* Adds the end tag, unless it is the last one anyway. */
static void
ln_choice_fit_close(ln_choice_t *choice, ln_tag_id_t id)
{
    int    n;
    char   tag[sizeof(ln_tags[0].name) + 3], *end;

    n = snprintf(tag, sizeof(tag), "</%s>", ln_tags[id].name);

    /* of nearly all that a page can leave open the end tags are longer */

    if (choice->closer_len + (unsigned) n > LN_CHOICE_CLOSER) {
        return;
    }

    end = choice->closer + choice->closer_len;

    if (choice->closer_len >= (unsigned) n && memcmp(end - n, tag, n) == 0) {
        return;
    }

    memcpy(end, tag, n);
    choice->closer_len += (unsigned) n;
}


static int
ln_choice_closes_table(const ln_choice_t *choice)
{
    size_t  n;

    n = sizeof("</table>") - 1;

    return choice->closer_len >= n && choice->closer_len <= LN_CHOICE_CLOSER
           && memcmp(choice->closer + choice->closer_len - n, "</table>", n)
              == 0;
}


void
ln_choice_fit(const ln_choices_t *choices, ln_choice_t *choice)
{
    unsigned          i, ends, shown, table;
    const ln_tree_t  *tree;

    if (choice->contains == 0) {
        return;
    }

    /* what hides is ended by then, and at the page's end a table as well */

    tree = choices->tree;

    for (shown = tree->depth; shown > 1; shown--) {
        if (!tree->stack[shown - 1].hidden) {
            break;
        }
    }

    if (ln_choice_closes_table(choice)
        && ln_fit_in_table(choices->tree, shown - 1))
    {
        table = ln_fit_innermost(choices->tree, LN_TAG_TABLE, shown - 1);
        shown = table > 1 ? table - 1 : shown;
    }

    ends = ln_fit_ends(choices->tree, choice->contains, shown - 1);

    for (i = 0; ends && i < LN_FIT_KINDS; i++) {
        if (ends & ln_fit_kinds[i].member) {
            ln_choice_fit_close(choice, ln_fit_kinds[i].id);
        }
    }
}


void
ln_choices_fit(ln_choices_t *choices)
{
    unsigned         i;
    ln_choice_t     *choice;
    const ln_tag_t  *tag;

    tag = choices->tree->tag;

    for (i = 0; i < choices->n; i++) {
        choice = &choices->choices[i];

        if ((choice->pending || choice->decided) && !choice->given
            && (choice->offset == tag->start || choice->offset == tag->end))
        {
            ln_choice_fit(choices, choice);
        }
    }
}
