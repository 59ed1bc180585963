/* The insertion modes before, between and after head and body. */

#include "html/stack/ln_stack.h"


typedef int (*ln_step_pt)(ln_tree_t *tree);


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
    memset(tree->open, 0, sizeof(tree->open));
    tree->raw = 0;
    tree->begun = 0;
    tree->quirks = 1;
    tree->frameset = 0;
    tree->frameset_ok = 1;
    tree->form = 0;
    tree->xml = 0;
    tree->quick = 0;

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


void
ln_tree_cut(ln_tree_t *tree)
{
    tree->phase = LN_PHASE_CUT;
    tree->frameset = (tree->tag->id == LN_TAG_FRAMESET);
    tree->tokenizer->stopped = 1;
    tree->listener.cut(tree->listener.ctx, tree->tag->start);
}


/* An end tag that the phases before the body take notice of. */
static int
ln_tree_early_end(const ln_tag_t *tag)
{
    return tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML
           || tag->id == LN_TAG_BR;
}


static int
ln_tree_initial(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;
    tree->begun = 1;
    tree->phase = LN_PHASE_BEFORE_HEAD;

    if (!tag->closing && tag->id == LN_TAG_HTML) {
        ln_tree_insert(tree, LN_NS_HTML);
        return LN_TREE_DONE;
    }

    if (tag->closing && tag->id != LN_TAG_HEAD && !ln_tree_early_end(tag)) {
        tree->phase = LN_PHASE_INITIAL;
        return LN_TREE_DONE;
    }

    ln_tree_imply(tree, LN_TAG_HTML);

    return LN_TREE_AGAIN;
}


static int
ln_tree_before_head(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->closing) {
        if (tag->id != LN_TAG_HEAD && !ln_tree_early_end(tag)) {
            return LN_TREE_DONE;
        }

    } else if (tag->id == LN_TAG_HTML) {
        return LN_TREE_DONE;

    } else if (tag->id == LN_TAG_HEAD) {
        ln_tree_insert(tree, LN_NS_HTML);
        tree->phase = LN_PHASE_IN_HEAD;
        return LN_TREE_DONE;
    }

    ln_tree_imply(tree, LN_TAG_HEAD);
    tree->phase = LN_PHASE_IN_HEAD;

    return LN_TREE_AGAIN;
}


int
ln_tree_head_tag(ln_tree_t *tree)
{
    int              i;
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->id == LN_TAG_TEMPLATE) {

        if (!tag->closing) {
            ln_tree_insert(tree, LN_NS_HTML);
            tree->frameset_ok = 0;
            return 1;
        }

        if (tree->templates) {
            for (i = (int) tree->depth - 1; i > 0; i--) {
                if (ln_tree_is(&tree->stack[i], LN_TAG_TEMPLATE)) {
                    ln_tree_pop_to(tree, (unsigned) i, 1);
                    break;
                }
            }
        }

        return 1;
    }

    if (tag->closing || !(ln_tags[tag->id].flags & LN_HEAD)) {
        return 0;
    }

    if (ln_tags[tag->id].flags & LN_RAW) {
        ln_tree_insert_raw(tree);

    } else {
        ln_tree_insert_void(tree);
    }

    return 1;
}


static int
ln_tree_in_head(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (ln_tree_head_tag(tree)) {
        return LN_TREE_DONE;
    }

    if (tag->closing) {
        if (tag->id == LN_TAG_HEAD) {
            ln_tree_pop(tree, 1);
            tree->phase = LN_PHASE_AFTER_HEAD;
            return LN_TREE_DONE;
        }

        if (!ln_tree_early_end(tag)) {
            return LN_TREE_DONE;
        }

    } else if (tag->id == LN_TAG_NOSCRIPT) {
        ln_tree_insert_raw(tree);
        return LN_TREE_DONE;

    } else if (tag->id == LN_TAG_HTML || tag->id == LN_TAG_HEAD) {
        return LN_TREE_DONE;
    }

    ln_tree_pop(tree, 0);
    tree->phase = LN_PHASE_AFTER_HEAD;

    return LN_TREE_AGAIN;
}


static int
ln_tree_after_head(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (ln_tree_head_tag(tree)) {
        return LN_TREE_DONE;
    }

    if (tag->closing) {
        if (!ln_tree_early_end(tag)) {
            return LN_TREE_DONE;
        }

    } else {
        switch (tag->id) {

        case LN_TAG_HTML:
        case LN_TAG_HEAD:
            return LN_TREE_DONE;

        case LN_TAG_BODY:
            ln_tree_insert(tree, LN_NS_HTML);
            tree->phase = LN_PHASE_BODY;
            tree->frameset_ok = 0;
            return LN_TREE_DONE;

        case LN_TAG_FRAMESET:
            ln_tree_cut(tree);
            return LN_TREE_DONE;

        default:
            break;
        }
    }

    ln_tree_imply(tree, LN_TAG_BODY);
    tree->phase = LN_PHASE_BODY;

    return LN_TREE_AGAIN;
}


static int
ln_tree_after_body(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->id == LN_TAG_HTML) {
        if (tag->closing) {
            tree->listener.ended(tree->listener.ctx, tag);
        }

        return LN_TREE_DONE;
    }

    tree->phase = LN_PHASE_BODY;
    tree->listener.reopened(tree->listener.ctx);

    return LN_TREE_AGAIN;
}


static int
ln_tree_nothing(ln_tree_t *tree)
{
    (void) tree;

    return LN_TREE_DONE;
}


int
ln_tree_in_template(ln_tree_t *tree)
{
    ln_element_t    *top;
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (ln_tree_head_tag(tree) || tag->closing) {
        return LN_TREE_DONE;
    }

    top = ln_tree_top(tree);

    switch (tag->id) {

    case LN_TAG_CAPTION:
    case LN_TAG_COLGROUP:
    case LN_TAG_TBODY:
    case LN_TAG_TFOOT:
    case LN_TAG_THEAD:
        top->mode = LN_MODE_TABLE;
        break;

    case LN_TAG_COL:
        top->mode = LN_MODE_COLGROUP;
        break;

    case LN_TAG_TR:
        top->mode = LN_MODE_TABLE_BODY;
        break;

    case LN_TAG_TD:
    case LN_TAG_TH:
        top->mode = LN_MODE_ROW;
        break;

    default:
        top->mode = LN_MODE_BODY;
    }

    return LN_TREE_AGAIN;
}


static const ln_step_pt  ln_phases[] = {
    ln_tree_initial, ln_tree_before_head, ln_tree_in_head, ln_tree_after_head,
    ln_tree_nothing, ln_tree_after_body, ln_tree_nothing
};


static const ln_step_pt  ln_modes[] = {
    ln_tree_in_body, ln_tree_in_table, ln_tree_in_caption, ln_tree_in_colgroup,
    ln_tree_in_table_body, ln_tree_in_row, ln_tree_in_cell, ln_tree_in_select,
    ln_tree_in_template
};


int
ln_tree_in_mode(ln_tree_t *tree)
{
    if (tree->phase == LN_PHASE_BODY || tree->templates) {
        return ln_modes[ln_tree_top(tree)->mode](tree);
    }

    return ln_phases[tree->phase](tree);
}


static int
ln_tree_step(ln_tree_t *tree)
{
    if (tree->depth && ln_tree_top(tree)->ns != LN_NS_HTML
        && ln_tree_is_foreign(tree))
    {
        return ln_tree_in_foreign(tree);
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
        ln_tree_insert_raw(tree);

    } else if (tag->id == LN_TAG_PLAINTEXT) {
        ln_tree_cut(tree);

    } else if (!(flags & LN_VOID) && !tag->self_closing) {
        tree->overflow++;
    }

    return 1;
}


/* What text that is not blank would change, and what the next tag may do. */
static void
ln_tree_watch(ln_tree_t *tree)
{
    ln_element_t  *top;

    top = tree->depth ? ln_tree_top(tree) : NULL;

    tree->tokenizer->watch_text =
        tree->phase != LN_PHASE_BODY || tree->frameset_ok
        || (top != NULL && top->mode == LN_MODE_COLGROUP);

    tree->tokenizer->foreign = top != NULL && top->ns != LN_NS_HTML;

    tree->quick = tree->phase == LN_PHASE_BODY && !tree->frameset_ok
                  && !tree->raw && tree->overflow == 0;
}


void
ln_tree_tag(ln_tree_t *tree, const ln_tag_t *tag)
{
    tree->tag = tag;

    if (tree->quick && !tag->closing && ln_tree_quick_told(tree, tag)) {
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
            ln_tree_pop(tree, 1);
        }

    } else if (tree->overflow == 0 || !ln_tree_overflown(tree)) {

        while (ln_tree_step(tree) == LN_TREE_AGAIN) {
            /* void */
        }
    }

    ln_tree_watch(tree);
}


/*
 * Text before the body opens it, text after it opens it again.  It is told as
 * a tag that no phase knows, of no length.
 */
void
ln_tree_text(ln_tree_t *tree, uint64_t offset)
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

    if (!tree->templates) {
        while (tree->phase < LN_PHASE_BODY
               || tree->phase == LN_PHASE_AFTER_BODY)
        {
            (void) ln_phases[tree->phase](tree);
        }
    }

    top = ln_tree_top(tree);

    if (top->mode == LN_MODE_COLGROUP && ln_tree_is(top, LN_TAG_COLGROUP)) {
        ln_tree_pop(tree, 0);
    }

    tree->frameset_ok = 0;
    tree->tag = NULL;
    ln_tree_watch(tree);
}
