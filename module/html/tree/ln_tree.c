/* Tree construction: each tag to the insertion mode that reads it. */

#include "html/tree/ln_tree.h"
#include "html/tree/ln_tree_xml.h"
#include "html/insertion_mode/ln_after_body.h"
#include "html/insertion_mode/ln_after_head.h"
#include "html/insertion_mode/ln_before_head.h"
#include "html/insertion_mode/ln_in_body.h"
#include "html/insertion_mode/ln_in_caption.h"
#include "html/insertion_mode/ln_in_cell.h"
#include "html/insertion_mode/ln_in_column_group.h"
#include "html/insertion_mode/ln_in_foreign.h"
#include "html/insertion_mode/ln_in_head.h"
#include "html/insertion_mode/ln_in_row.h"
#include "html/insertion_mode/ln_in_table.h"
#include "html/insertion_mode/ln_in_table_body.h"
#include "html/insertion_mode/ln_in_template.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_quick.h"
#include "html/stack/ln_reopen.h"


void
ln_tree_init(ln_tree_t *tree, ln_tokenizer_t *tokenizer,
    const ln_tree_listener_t *listener)
{
    tree->tokenizer = tokenizer;
    tree->listener = *listener;
    tree->phase = LN_PHASE_INITIAL;
    tree->depth = 0;
    tree->overflow = 0;
    tree->templates = 0;
    tree->nhiders = 0;
    tree->nformatting = 0;
    tree->nleft = 0;
    tree->ngroups = 0;
    tree->clearing = 0;
    tree->form_at = 0;
    tree->bounded = 0;
    memset(tree->open, 0, sizeof(tree->open));
    memset(tree->innermost, 0, sizeof(tree->innermost));
    tree->raw = 0;
    tree->begun = 0;
    tree->quirks = 1;
    tree->frameset = 0;
    tree->frameset_ok = 1;
    tree->form = 0;
    tree->xml = 0;
    tree->quick = 0;
    tree->listed = 0;
    tree->calm = 0;
    tree->again = 0;

    tokenizer->watch_text = 1;
}


void
ln_tree_xml(ln_tree_t *tree)
{
    tree->xml = 1;
    tree->quirks = 0;

    tree->tokenizer->watch_text = 0;
    tree->tokenizer->foreign = 1;
}


static int
ln_tree_nothing(ln_tree_t *tree)
{
    (void) tree;

    return LN_STEP_DONE;
}


static const ln_step_pt  ln_phases[] = {
    [LN_PHASE_INITIAL] = ln_initial,
    [LN_PHASE_BEFORE_HEAD] = ln_before_head,
    [LN_PHASE_IN_HEAD] = ln_in_head,
    [LN_PHASE_AFTER_HEAD] = ln_after_head,
    [LN_PHASE_BODY] = ln_tree_nothing,
    [LN_PHASE_AFTER_BODY] = ln_after_body,
    [LN_PHASE_CUT] = ln_tree_nothing
};


static const ln_step_pt  ln_modes[] = {
    [LN_MODE_BODY] = ln_in_body,
    [LN_MODE_TABLE] = ln_in_table,
    [LN_MODE_CAPTION] = ln_in_caption,
    [LN_MODE_COLUMN_GROUP] = ln_in_column_group,
    [LN_MODE_TABLE_BODY] = ln_in_table_body,
    [LN_MODE_ROW] = ln_in_row,
    [LN_MODE_CELL] = ln_in_cell,
    [LN_MODE_TEMPLATE] = ln_in_template
};


static int
ln_tree_in_mode(ln_tree_t *tree)
{
    if (tree->phase == LN_PHASE_BODY || tree->templates) {
        return ln_modes[ln_stack_top(tree)->mode](tree);
    }

    return ln_phases[tree->phase](tree);
}


static int
ln_tree_step(ln_tree_t *tree)
{
    int  rc;

    if (tree->depth && ln_stack_top(tree)->ns != LN_NS_HTML
        && ln_is_foreign(tree))
    {
        rc = ln_in_foreign(tree);

        if (rc != LN_STEP_AS_HTML) {
            return rc;
        }
    }

    return ln_tree_in_mode(tree);
}


/* Past the bound of the stack.  Whether the tag has been dealt with. */
static int
ln_tree_overflown(ln_tree_t *tree)
{
    unsigned         flags;
    const ln_tag_t  *tag;

    tag = tree->tag;
    flags = ln_tags[tag->id].flags;

    if (tag->closing) {
        if (tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML) {
            return 0;
        }

        tree->overflow--;
        return 1;
    }

    if (flags & LN_RAW) {
        ln_stack_insert_raw(tree);

    } else if (tag->id == LN_TAG_PLAINTEXT) {
        ln_stack_cut(tree);

    } else if (!(flags & LN_VOID) && !tag->self_closing) {
        tree->overflow++;
    }

    return 1;
}


/*
 * Formatting opens again before text: also before a blank, unless that stands
 * between the parts of a table.
 */
static ln_watch_t
ln_tree_watch_formatting(const ln_element_t *top)
{
    if (top->ns != LN_NS_HTML && !ln_foreign_text_is_html(top)) {
        return LN_WATCH_NONE;
    }

    return ln_element_is(top, LN_TAG_TABLE) || ln_element_is(top, LN_TAG_TR)
           || ln_element_is(top, LN_TAG_TBODY)
           || ln_element_is(top, LN_TAG_THEAD)
           || ln_element_is(top, LN_TAG_TFOOT)
           || ln_element_is(top, LN_TAG_COLGROUP)
           ? LN_WATCH_TEXT : LN_WATCH_BLANKS;
}


/* What text would change, and what the next tag may do. */
static void
ln_tree_watch(ln_tree_t *tree)
{
    ln_watch_t     watch;
    ln_element_t  *top;

    top = tree->depth ? ln_stack_top(tree) : NULL;

    watch = tree->phase != LN_PHASE_BODY || tree->frameset_ok
            || (top != NULL && top->mode == LN_MODE_COLUMN_GROUP)
            ? LN_WATCH_TEXT : LN_WATCH_NONE;

    tree->tokenizer->foreign = top != NULL && top->ns != LN_NS_HTML;

    tree->quick = tree->phase == LN_PHASE_BODY && !tree->frameset_ok
                  && !tree->raw && tree->overflow == 0;

    if (ln_unlikely(tree->listed)) {
        ln_formatting_settle(tree);

        if (ln_formatting_due(tree)) {
            tree->quick = 0;

            if (tree->overflow == 0 && ln_tree_watch_formatting(top) > watch) {
                watch = ln_tree_watch_formatting(top);
            }
        }
    }

    tree->tokenizer->watch_text = (unsigned char) watch;
}


void
ln_tree_tag(ln_tree_t *tree, const ln_tag_t *tag)
{
    tree->tag = tag;
    tree->popped = LN_TAG_OTHER;

    if (tree->quick && !tag->closing
        && (ln_quick_told(tree, tag) || ln_quick_raw(tree, tag)))
    {
        return;
    }

    if (tree->xml) {
        ln_tree_in_xml(tree);
        return;
    }

    if (tree->raw) {
        tree->raw = 0;

        if (tree->overflow) {
            tree->overflow--;

        } else {
            ln_stack_pop(tree, 1);
        }

    } else if (tree->overflow == 0 || !ln_tree_overflown(tree)) {

        while (ln_tree_step(tree) == LN_STEP_REPROCESS) {
            /* void */
        }
    }

    ln_tree_watch(tree);
}


/*
 * Text before the body opens it, text after it opens it again; a blank opens
 * formatting.  It is told as a tag that no phase knows, of no length.
 */
void
ln_tree_text(ln_tree_t *tree, uint64_t offset, int blank)
{
    ln_tag_t       text;
    ln_element_t  *top;

    if (tree->xml) {
        return;
    }

    memset(&text, 0, sizeof(ln_tag_t));
    text.start = offset;
    text.end = offset;

    tree->tag = &text;

    if (blank) {
        ln_formatting_reopen(tree);
        tree->tag = NULL;
        ln_tree_watch(tree);
        return;
    }

    if (!tree->templates) {
        while (tree->phase < LN_PHASE_BODY
               || tree->phase == LN_PHASE_AFTER_BODY)
        {
            (void) ln_phases[tree->phase](tree);
        }
    }

    top = ln_stack_top(tree);

    if (top->mode == LN_MODE_COLUMN_GROUP
        && ln_element_is(top, LN_TAG_COLGROUP))
    {
        ln_stack_pop(tree, 0);
    }

    top = ln_stack_top(tree);

    if (top->ns == LN_NS_HTML || ln_foreign_text_is_html(top)) {
        ln_formatting_reopen(tree);
    }

    tree->frameset_ok = 0;
    tree->tag = NULL;
    ln_tree_watch(tree);
}
