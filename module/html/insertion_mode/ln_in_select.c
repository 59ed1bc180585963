/* The insertion modes of select. */

#include "html/stack/ln_stack.h"


static int
ln_select_end(ln_tree_t *tree, int own)
{
    int  i;

    i = ln_tree_in_scope(tree, LN_TAG_SELECT, LN_SCOPE_SELECT);

    if (i <= 0) {
        return 0;
    }

    ln_tree_pop_to(tree, (unsigned) i, own);

    return 1;
}


static void
ln_select_option(ln_tree_t *tree)
{
    if (ln_tree_is(ln_tree_top(tree), LN_TAG_OPTION)) {
        ln_tree_pop(tree, 0);
    }

    if (tree->tag->id != LN_TAG_OPTION
        && ln_tree_is(ln_tree_top(tree), LN_TAG_OPTGROUP))
    {
        ln_tree_pop(tree, 0);
    }

    if (tree->tag->id == LN_TAG_HR) {
        ln_tree_insert_void(tree);

    } else {
        ln_tree_insert(tree, LN_NS_HTML);
    }
}


static void
ln_select_end_tag(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    switch (tag->id) {

    case LN_TAG_SELECT:
        (void) ln_select_end(tree, 1);
        break;

    case LN_TAG_OPTGROUP:
        if (ln_tree_is(ln_tree_top(tree), LN_TAG_OPTION)
            && ln_tree_is(ln_tree_top(tree) - 1, LN_TAG_OPTGROUP))
        {
            ln_tree_pop(tree, 0);
        }

        /* fall through */

    case LN_TAG_OPTION:
        if (ln_tree_is(ln_tree_top(tree), tag->id)) {
            ln_tree_pop(tree, 1);
        }

        break;

    case LN_TAG_TEMPLATE:
        (void) ln_tree_head_tag(tree);
        break;

    default:
        break;
    }
}


/* In a cell or caption a part of the table ends the select. */
static int
ln_select_table_part(ln_tree_t *tree)
{
    int              i;
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->id != LN_TAG_TABLE
        && (!(ln_tags[tag->id].flags & LN_PART)
            || tag->id == LN_TAG_COL || tag->id == LN_TAG_COLGROUP))
    {
        return 0;
    }

    for (i = (int) tree->depth - 1; i > 0; i--) {
        if (tree->stack[i].mode != LN_MODE_SELECT) {
            break;
        }
    }

    if (tree->stack[i].mode == LN_MODE_BODY
        || tree->stack[i].mode == LN_MODE_TEMPLATE)
    {
        return 0;
    }

    if (tag->closing && ln_tree_in_scope(tree, tag->id, LN_SCOPE_TABLE) < 0) {
        return 0;
    }

    for (i = (int) tree->depth - 1; i > 0; i--) {
        if (ln_tree_is(&tree->stack[i], LN_TAG_SELECT)) {
            ln_tree_pop_to(tree, (unsigned) i, 0);
            return 1;
        }
    }

    return 0;
}


int
ln_tree_in_select(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (ln_select_table_part(tree)) {
        return LN_TREE_AGAIN;
    }

    if (tag->closing) {
        ln_select_end_tag(tree);
        return LN_TREE_DONE;
    }

    switch (tag->id) {

    case LN_TAG_OPTION:
    case LN_TAG_OPTGROUP:
    case LN_TAG_HR:
        ln_select_option(tree);
        break;

    case LN_TAG_SELECT:
        (void) ln_select_end(tree, 0);
        break;

    case LN_TAG_INPUT:
    case LN_TAG_KEYGEN:
    case LN_TAG_TEXTAREA:
        return ln_select_end(tree, 0) ? LN_TREE_AGAIN : LN_TREE_DONE;

    case LN_TAG_SCRIPT:
    case LN_TAG_TEMPLATE:
        (void) ln_tree_head_tag(tree);
        break;

    default:
        break;
    }

    return LN_TREE_DONE;
}
