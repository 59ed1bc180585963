/* Which open elements a tag may close. */

#include "html/stack/ln_formatting.h"
#include "html/stack/ln_reach.h"
#include "html/stack/ln_scope.h"


/* The index of a position that is not below the bound; else the depth. */
static unsigned
ln_reach_to(ln_tree_t *tree, unsigned position, unsigned bound)
{
    return position && position >= bound ? position - 1 : tree->depth;
}


static unsigned
ln_reach_scope(ln_tree_t *tree, uint64_t key, ln_scope_t scope)
{
    int  index;

    index = ln_stack_in_scope(tree, key, scope);

    return index >= 0 ? (unsigned) index : tree->depth;
}


/* Elements below index that have one of the flags and none between them. */
static unsigned
ln_reach_run(ln_tree_t *tree, unsigned index, unsigned flags)
{
    const ln_element_t  *e;

    for ( /* void */ ; index > 1; index--) {
        e = &tree->stack[index - 1];

        if (e->ns != LN_NS_HTML || !(ln_tags[e->id].flags & flags)) {
            break;
        }
    }

    return index;
}


/* As ln_adopt() does it. */
static unsigned
ln_reach_formatting(ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned             position, index, other;
    const ln_element_t  *top;

    top = &tree->stack[tree->depth - 1];
    position = ln_bounds_innermost(tree, tag->key);

    /* `<a>` takes out one that is in no scope, too */

    if (position == tree->depth || !tree->listed) {
        return ln_reach_to(tree, position, tag->id == LN_TAG_A && !tag->closing
                                           ? 0 : top->bounds.scope);
    }

    /* an end tag of what is not in the list is one like any other */

    other = tag->closing ? ln_reach_to(tree, position, top->bounds.special)
                         : tree->depth;

    position = ln_formatting_find(tree, tag->key);

    if (position == 0) {
        return other;
    }

    index = tree->formatting[position - 1].index;

    return index == 0 || (!(tag->id == LN_TAG_A && !tag->closing)
                          && top->bounds.scope > index + 1)
           ? tree->depth : index;
}


/* The parts of a table, and a table in a table. */
static unsigned
ln_reach_table(ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned             table;
    const ln_element_t  *top;

    top = &tree->stack[tree->depth - 1];
    table = ln_bounds_innermost(tree, LN_TAG_TABLE);

    if (tag->closing) {
        return ln_reach_to(tree, ln_bounds_innermost(tree, tag->key), table);
    }

    if (top->mode == LN_MODE_BODY
        || (tag->id == LN_TAG_TABLE && top->mode == LN_MODE_CELL))
    {
        return tree->depth;
    }

    return tag->id == LN_TAG_TABLE && table ? table - 1 : table;
}


/* What the start tag ends, besides a p and what is around that. */
static unsigned
ln_reach_start(ln_tree_t *tree, const ln_tag_t *tag)
{
    switch (tag->id) {

    case LN_TAG_A:
    case LN_TAG_NOBR:
        return ln_reach_formatting(tree, tag);

    case LN_TAG_BUTTON:
        return ln_reach_scope(tree, LN_TAG_BUTTON, LN_SCOPE_DEFAULT);

    case LN_TAG_DD:
    case LN_TAG_DT:
    case LN_TAG_LI:
        return ln_reach_to(tree, ln_bounds_item(tree, tag->id), 0);

    case LN_TAG_SELECT:
    case LN_TAG_INPUT:
        return ln_reach_scope(tree, LN_TAG_SELECT, LN_SCOPE_DEFAULT);

    case LN_TAG_FRAMESET:
    case LN_TAG_PLAINTEXT:
        return 0;

    default:
        return tree->depth;
    }
}


/* What a start tag ends that is the current element by then. */
static unsigned
ln_reach_around(ln_tree_t *tree, const ln_tag_t *tag, unsigned reach)
{
    if (ln_tags[tag->id].flags & LN_HEADING) {
        return ln_max(ln_reach_run(tree, reach, LN_HEADING), reach - 1);
    }

    switch (tag->id) {

    case LN_TAG_HR:
    case LN_TAG_OPTION:
    case LN_TAG_OPTGROUP:
    case LN_TAG_RB:
    case LN_TAG_RP:
    case LN_TAG_RT:
    case LN_TAG_RTC:
        return ln_reach_run(tree, reach, LN_IMPLIED);

    default:
        return reach;
    }
}


static unsigned
ln_reach_form(ln_tree_t *tree)
{
    unsigned  form;

    form = ln_reach_scope(tree, LN_TAG_FORM, LN_SCOPE_DEFAULT);

    return tree->templates || form == tree->form_at ? form : tree->depth;
}


/* An end tag, but those of html and body, and of the parts of a table. */
static unsigned
ln_reach_end(ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned             flags;
    const ln_element_t  *top;

    top = &tree->stack[tree->depth - 1];
    flags = ln_tags[tag->id].flags;

    if (tag->id == LN_TAG_FORM) {
        return ln_reach_form(tree);
    }

    if (flags & LN_HEADING) {
        return ln_reach_to(tree, ln_bounds_heading(tree), top->bounds.scope);
    }

    if (flags & LN_FORMAT) {
        return ln_reach_formatting(tree, tag);
    }

    return ln_reach_to(tree, ln_bounds_innermost(tree, tag->key),
                       tag->id == LN_TAG_TEMPLATE ? 0
                       : flags & (LN_SPECIAL | LN_BLOCK) ? top->bounds.scope
                                                         : top->bounds.special);
}


/* Of HTML in SVG or MathML, which ends that: up to where HTML may be. */
static unsigned
ln_reach_foreign(ln_tree_t *tree, const ln_tag_t *tag)
{
    const ln_element_t  *top;

    top = &tree->stack[tree->depth - 1];

    if (top->ns == LN_NS_HTML
        || !(tag->closing ? tag->id == LN_TAG_P || tag->id == LN_TAG_BR
                          : tag->id == LN_TAG_FONT
                            || (ln_tags[tag->id].flags & LN_BREAKOUT)))
    {
        return tree->depth;
    }

    return top->bounds.html;
}


static unsigned
ln_reach_html(ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned             reach, depth;
    const ln_element_t  *top;

    /* what breaks out of SVG or MathML is read where that stands */

    depth = tree->depth;
    tree->depth = ln_reach_foreign(tree, tag);

    if ((ln_tags[tag->id].flags & LN_PART) || tag->id == LN_TAG_TABLE) {
        reach = ln_reach_table(tree, tag);

    } else {
        reach = tag->closing ? ln_reach_end(tree, tag)
                             : ln_reach_start(tree, tag);
    }

    if (!tag->closing && reach) {

        if (tree->open[LN_TAG_P]) {
            reach = ln_min(reach, ln_reach_scope(tree, LN_TAG_P,
                                                 LN_SCOPE_BUTTON));
        }

        reach = ln_reach_around(tree, tag, reach);
    }

    /* a column group ends at whatever is no column */

    top = &tree->stack[tree->depth - 1];

    if (top->mode == LN_MODE_COLUMN_GROUP) {
        reach = ln_min(reach, tree->depth - 1);
    }

    tree->depth = depth;

    return reach;
}


static unsigned
ln_reach_xml(ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned  position;

    if (!tag->closing) {
        return tree->depth;
    }

    position = tree->innermost[ln_stack_name(tag->key)];

    while (position && tree->stack[position - 1].key != tag->key) {
        position = tree->stack[position - 1].previous;
    }

    return ln_reach_to(tree, position, 0);
}


unsigned
ln_stack_reach(ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned  foreign;

    ln_bounds_find(tree);

    if (tree->depth < 2 || tree->phase < LN_PHASE_BODY
        || tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML)
    {
        return 0;
    }

    if (tree->xml) {
        return ln_reach_xml(tree, tag);
    }

    foreign = tag->closing && tree->stack[tree->depth - 1].ns != LN_NS_HTML
              ? ln_bounds_foreign(tree, tag->key) : 0;

    return foreign ? foreign - 1 : ln_reach_html(tree, tag);
}
