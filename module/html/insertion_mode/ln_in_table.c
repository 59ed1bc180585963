/* The insertion mode "in table". */

#include "html/insertion_mode/ln_in_body.h"
#include "html/insertion_mode/ln_in_body_start.h"
#include "html/insertion_mode/ln_in_head.h"
#include "html/insertion_mode/ln_in_table.h"


void
ln_table_clear_to(ln_tree_t *tree, ln_mode_t mode)
{
    ln_element_t  *top;

    for ( ;; ) {
        top = ln_stack_top(tree);

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

        ln_stack_pop(tree, 0);
    }
}


/* A form in a table is no sooner open than closed. */
static void
ln_table_form(ln_tree_t *tree)
{
    if (!tree->form && !tree->templates) {
        tree->form = 1;
        ln_stack_insert_void(tree);
    }
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
        ln_table_clear_to(tree, LN_MODE_TABLE);
        ln_stack_insert(tree, LN_NS_HTML);
        return LN_STEP_DONE;

    case LN_TAG_COL:
        ln_table_clear_to(tree, LN_MODE_TABLE);
        ln_stack_imply(tree, LN_TAG_COLGROUP);
        return tree->overflow ? LN_STEP_DONE : LN_STEP_REPROCESS;

    case LN_TAG_TD:
    case LN_TAG_TH:
    case LN_TAG_TR:
        ln_table_clear_to(tree, LN_MODE_TABLE);
        ln_stack_imply(tree, LN_TAG_TBODY);
        return tree->overflow ? LN_STEP_DONE : LN_STEP_REPROCESS;

    case LN_TAG_TABLE:
        return ln_table_end(tree, LN_TAG_TABLE, 0) ? LN_STEP_REPROCESS
                                                   : LN_STEP_DONE;

    case LN_TAG_STYLE:
    case LN_TAG_SCRIPT:
    case LN_TAG_TEMPLATE:
        (void) ln_in_head_shared(tree);
        return LN_STEP_DONE;

    case LN_TAG_INPUT:
        if (ln_hidden_input(tree)) {
            ln_stack_insert_void(tree);
            return LN_STEP_DONE;
        }

        break;

    case LN_TAG_FORM:
        ln_table_form(tree);
        return LN_STEP_DONE;

    default:
        break;
    }

    return ln_in_body(tree);
}


int
ln_in_table(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (!tag->closing) {
        return ln_table_start(tree);
    }

    if (tag->id == LN_TAG_TABLE) {
        (void) ln_table_end(tree, LN_TAG_TABLE, 1);
        return LN_STEP_DONE;
    }

    if ((ln_tags[tag->id].flags & LN_PART)
        || tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML)
    {
        return LN_STEP_DONE;
    }

    return ln_in_body(tree);
}
