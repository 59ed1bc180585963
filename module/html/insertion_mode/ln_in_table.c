/* The insertion modes of tables. */

#include "html/stack/ln_stack.h"
#include "html/charset/ln_ascii.h"


/*
 * "Clear the stack back to" a context: ends elements up to one whose content
 * is of that mode and that is no element of the mode around it.
 */
static void
ln_tree_clear_to(ln_tree_t *tree, ln_mode_t mode)
{
    ln_element_t  *top;

    for ( ;; ) {
        top = ln_tree_top(tree);

        if (top->ns == LN_NS_HTML) {
            switch (top->id) {

            case LN_TAG_HTML:
            case LN_TAG_TEMPLATE:
                return;

            case LN_TAG_TABLE:
                if (mode == LN_MODE_TABLE) {
                    return;
                }

                break;

            case LN_TAG_TBODY:
            case LN_TAG_THEAD:
            case LN_TAG_TFOOT:
                if (mode == LN_MODE_TABLE_BODY) {
                    return;
                }

                break;

            case LN_TAG_TR:
                if (mode == LN_MODE_ROW) {
                    return;
                }

                break;

            default:
                break;
            }
        }

        ln_tree_pop(tree, 0);
    }
}


static int
ln_table_in_scope(ln_tree_t *tree, ln_tag_id_t id)
{
    return ln_tree_in_scope(tree, id, LN_SCOPE_TABLE);
}


/* Ends the innermost id in table scope; 0 if there is none. */
static int
ln_table_end(ln_tree_t *tree, ln_tag_id_t id, int own)
{
    int  i;

    i = ln_table_in_scope(tree, id);

    if (i <= 0) {
        return 0;
    }

    ln_tree_pop_to(tree, (unsigned) i, own);

    return 1;
}


/* A form in a table is no sooner open than closed. */
static void
ln_table_form(ln_tree_t *tree)
{
    if (!tree->form && !tree->templates) {
        tree->form = 1;
        ln_tree_insert_void(tree);
    }
}


int
ln_tree_hidden_input(ln_tree_t *tree)
{
    ln_str_t  type;

    return ln_attribute_find(&tree->tokenizer->attributes, LN_ATTRIBUTE_TYPE,
                             &type)
           && type.len == 6
           && ln_caseless_eq(type.data, (const unsigned char *) "hidden", 6);
}


static int
ln_table_start(ln_tree_t *tree)
{
    switch (tree->tag->id) {

    case LN_TAG_CAPTION:
    case LN_TAG_COLGROUP:
    case LN_TAG_TBODY:
    case LN_TAG_THEAD:
    case LN_TAG_TFOOT:
        ln_tree_clear_to(tree, LN_MODE_TABLE);
        ln_tree_insert(tree, LN_NS_HTML);
        return LN_TREE_DONE;

    case LN_TAG_COL:
        ln_tree_clear_to(tree, LN_MODE_TABLE);
        ln_tree_imply(tree, LN_TAG_COLGROUP);
        return tree->overflow ? LN_TREE_DONE : LN_TREE_AGAIN;

    case LN_TAG_TD:
    case LN_TAG_TH:
    case LN_TAG_TR:
        ln_tree_clear_to(tree, LN_MODE_TABLE);
        ln_tree_imply(tree, LN_TAG_TBODY);
        return tree->overflow ? LN_TREE_DONE : LN_TREE_AGAIN;

    case LN_TAG_TABLE:
        return ln_table_end(tree, LN_TAG_TABLE, 0) ? LN_TREE_AGAIN
                                                   : LN_TREE_DONE;

    case LN_TAG_STYLE:
    case LN_TAG_SCRIPT:
    case LN_TAG_TEMPLATE:
        (void) ln_tree_head_tag(tree);
        return LN_TREE_DONE;

    case LN_TAG_INPUT:
        if (ln_tree_hidden_input(tree)) {
            ln_tree_insert_void(tree);
            return LN_TREE_DONE;
        }

        break;

    case LN_TAG_FORM:
        ln_table_form(tree);
        return LN_TREE_DONE;

    default:
        break;
    }

    return ln_tree_in_body(tree);
}


int
ln_tree_in_table(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (!tag->closing) {
        return ln_table_start(tree);
    }

    if (tag->id == LN_TAG_TABLE) {
        (void) ln_table_end(tree, LN_TAG_TABLE, 1);
        return LN_TREE_DONE;
    }

    if ((ln_tags[tag->id].flags & LN_PART)
        || tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML)
    {
        return LN_TREE_DONE;
    }

    return ln_tree_in_body(tree);
}


int
ln_tree_in_caption(ln_tree_t *tree)
{
    int              part;
    const ln_tag_t  *tag;

    tag = tree->tag;
    part = (ln_tags[tag->id].flags & LN_PART) != 0;

    if (tag->closing && tag->id == LN_TAG_CAPTION) {
        (void) ln_table_end(tree, LN_TAG_CAPTION, 1);
        return LN_TREE_DONE;
    }

    if (tag->closing ? tag->id == LN_TAG_TABLE : part) {
        return ln_table_end(tree, LN_TAG_CAPTION, 0) ? LN_TREE_AGAIN
                                                     : LN_TREE_DONE;
    }

    if (tag->closing
        && (part || tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML))
    {
        return LN_TREE_DONE;
    }

    return ln_tree_in_body(tree);
}


int
ln_tree_in_colgroup(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->id == LN_TAG_TEMPLATE) {
        (void) ln_tree_head_tag(tree);
        return LN_TREE_DONE;
    }

    if (tag->id == LN_TAG_COL) {
        if (!tag->closing) {
            ln_tree_insert_void(tree);
        }

        return LN_TREE_DONE;
    }

    if (!ln_tree_is(ln_tree_top(tree), LN_TAG_COLGROUP)
        || (tag->id == LN_TAG_HTML && !tag->closing))
    {
        return LN_TREE_DONE;
    }

    if (tag->closing && tag->id == LN_TAG_COLGROUP) {
        ln_tree_pop(tree, 1);
        return LN_TREE_DONE;
    }

    ln_tree_pop(tree, 0);

    return LN_TREE_AGAIN;
}


int
ln_tree_in_table_body(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    switch (tag->id) {

    case LN_TAG_TR:
        if (tag->closing) {
            return LN_TREE_DONE;
        }

        ln_tree_clear_to(tree, LN_MODE_TABLE_BODY);
        ln_tree_insert(tree, LN_NS_HTML);
        return LN_TREE_DONE;

    case LN_TAG_TD:
    case LN_TAG_TH:
        if (tag->closing) {
            return LN_TREE_DONE;
        }

        ln_tree_clear_to(tree, LN_MODE_TABLE_BODY);
        ln_tree_imply(tree, LN_TAG_TR);
        return tree->overflow ? LN_TREE_DONE : LN_TREE_AGAIN;

    case LN_TAG_TBODY:
    case LN_TAG_THEAD:
    case LN_TAG_TFOOT:
        if (tag->closing) {
            if (ln_table_in_scope(tree, tag->id) > 0) {
                ln_tree_clear_to(tree, LN_MODE_TABLE_BODY);
                ln_tree_pop(tree, 1);
            }

            return LN_TREE_DONE;
        }

        break;

    case LN_TAG_CAPTION:
    case LN_TAG_COL:
    case LN_TAG_COLGROUP:
        if (tag->closing) {
            return LN_TREE_DONE;
        }

        break;

    case LN_TAG_TABLE:
        if (tag->closing) {
            break;
        }

        /* fall through */

    default:
        return ln_tree_in_table(tree);
    }

    if (ln_table_in_scope(tree, LN_TAG_TBODY) < 0
        && ln_table_in_scope(tree, LN_TAG_THEAD) < 0
        && ln_table_in_scope(tree, LN_TAG_TFOOT) < 0)
    {
        return LN_TREE_DONE;
    }

    ln_tree_clear_to(tree, LN_MODE_TABLE_BODY);
    ln_tree_pop(tree, 0);

    return LN_TREE_AGAIN;
}


int
ln_tree_in_row(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (!(ln_tags[tag->id].flags & LN_PART)
        && !(tag->closing && tag->id == LN_TAG_TABLE))
    {
        return ln_tree_in_table(tree);
    }

    switch (tag->id) {

    case LN_TAG_TD:
    case LN_TAG_TH:
        if (!tag->closing) {
            ln_tree_clear_to(tree, LN_MODE_ROW);
            ln_tree_insert(tree, LN_NS_HTML);
        }

        return LN_TREE_DONE;

    case LN_TAG_TR:
        if (tag->closing) {
            (void) ln_table_end(tree, LN_TAG_TR, 1);
            return LN_TREE_DONE;
        }

        break;

    case LN_TAG_TBODY:
    case LN_TAG_THEAD:
    case LN_TAG_TFOOT:
        if (tag->closing && ln_table_in_scope(tree, tag->id) < 0) {
            return LN_TREE_DONE;
        }

        break;

    case LN_TAG_TABLE:
        break;

    default:
        if (tag->closing) {
            return LN_TREE_DONE;
        }
    }

    return ln_table_end(tree, LN_TAG_TR, 0) ? LN_TREE_AGAIN : LN_TREE_DONE;
}


int
ln_tree_in_cell(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->closing) {
        switch (tag->id) {

        case LN_TAG_TD:
        case LN_TAG_TH:
            (void) ln_table_end(tree, tag->id, 1);
            return LN_TREE_DONE;

        case LN_TAG_BODY:
        case LN_TAG_CAPTION:
        case LN_TAG_COL:
        case LN_TAG_COLGROUP:
        case LN_TAG_HTML:
            return LN_TREE_DONE;

        case LN_TAG_TABLE:
        case LN_TAG_TBODY:
        case LN_TAG_TFOOT:
        case LN_TAG_THEAD:
        case LN_TAG_TR:
            if (ln_table_in_scope(tree, tag->id) < 0) {
                return LN_TREE_DONE;
            }

            break;

        default:
            return ln_tree_in_body(tree);
        }

    } else if (!(ln_tags[tag->id].flags & LN_PART)) {
        return ln_tree_in_body(tree);
    }

    return ln_table_end(tree, LN_TAG_TD, 0) || ln_table_end(tree, LN_TAG_TH, 0)
           ? LN_TREE_AGAIN : LN_TREE_DONE;
}
