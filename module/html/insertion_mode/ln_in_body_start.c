/* Start tags in the insertion mode "in body". */

#include "html/insertion_mode/ln_adoption.h"
#include "html/insertion_mode/ln_in_body_start.h"
#include "html/insertion_mode/ln_in_head.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_reopen.h"
#include "html/stack/ln_scope.h"
#include "ln_ascii.h"


int
ln_hidden_input(ln_tree_t *tree)
{
    ln_str_t  type;

    return ln_attribute_find(&tree->tokenizer->attributes, LN_ATTRIBUTE_TYPE,
                             &type)
           && type.len == 6
           && ln_caseless_eq(type.data, (const unsigned char *) "hidden", 6);
}


/* `li` ends the li before it, unless a list is open in that; so dd and dt. */
static void
ln_body_item(ln_tree_t *tree)
{
    unsigned  position;

    position = ln_bounds_item(tree, tree->tag->id);

    if (position > 1) {
        ln_stack_pop_to(tree, position - 1, 0);
    }

    ln_stack_close_p(tree);
    ln_stack_insert(tree, LN_NS_HTML);
}


static void
ln_body_form(ln_tree_t *tree)
{
    if (tree->form && !tree->templates) {
        return;
    }

    ln_stack_close_p(tree);
    ln_stack_insert(tree, LN_NS_HTML);

    if (!tree->templates) {
        tree->form = 1;
        tree->form_at = tree->overflow ? 0 : tree->depth - 1;
    }
}


static void
ln_body_ruby(ln_tree_t *tree)
{
    if (ln_stack_in_scope(tree, LN_TAG_RUBY, LN_SCOPE_DEFAULT) > 0) {
        ln_stack_imply_ends(tree, tree->tag->id == LN_TAG_RP
                                  || tree->tag->id == LN_TAG_RT
                                  ? LN_TAG_RTC : LN_TAG_OTHER);
    }

    ln_stack_insert(tree, LN_NS_HTML);
}


static void
ln_body_button(ln_tree_t *tree)
{
    int  i;

    i = ln_stack_in_scope(tree, LN_TAG_BUTTON, LN_SCOPE_DEFAULT);

    if (i > 0) {
        ln_stack_pop_to(tree, (unsigned) i, 0);
    }

    ln_formatting_reopen(tree);
    ln_stack_insert(tree, LN_NS_HTML);
}


static void
ln_body_foreign(ln_tree_t *tree)
{
    unsigned  overflow;

    ln_formatting_reopen(tree);
    overflow = tree->overflow;

    ln_stack_insert(tree, tree->tag->id == LN_TAG_SVG ? LN_NS_SVG
                                                      : LN_NS_MATHML);

    if (tree->tag->self_closing) {
        if (tree->overflow > overflow) {
            tree->overflow--;

        } else {
            ln_stack_pop(tree, 1);
        }
    }
}


/* `a` ends the a before it, also one that will open again or is in a table. */
static void
ln_body_a(ln_tree_t *tree)
{
    unsigned  index, position;

    if ((tree->open[LN_TAG_A] || ln_formatting_find(tree, LN_TAG_A))
        && ln_adopt(tree, LN_TAG_A) == LN_ADOPTED_OUT_OF_SCOPE)
    {
        position = ln_formatting_find(tree, LN_TAG_A);
        index = tree->formatting[position - 1].index;

        ln_formatting_drop(tree, position);
        ln_stack_remove(tree, index, 0);
    }

    ln_formatting_reopen(tree);
    ln_stack_insert(tree, LN_NS_HTML);
}


static void
ln_body_nobr(ln_tree_t *tree)
{
    ln_formatting_reopen(tree);

    if (ln_stack_in_scope(tree, LN_TAG_NOBR, LN_SCOPE_DEFAULT) > 0) {
        (void) ln_adopt(tree, LN_TAG_NOBR);
        ln_formatting_reopen(tree);
    }

    ln_stack_insert(tree, LN_NS_HTML);
}


/* In a select, or else outside of any. */
static void
ln_body_option(ln_tree_t *tree)
{
    if (ln_stack_in_scope(tree, LN_TAG_SELECT, LN_SCOPE_DEFAULT) > 0) {
        ln_stack_imply_ends(tree, tree->tag->id == LN_TAG_OPTION
                                  ? LN_TAG_OPTGROUP : LN_TAG_OTHER);

    } else if (ln_element_is(ln_stack_top(tree), LN_TAG_OPTION)) {
        ln_stack_pop(tree, 0);
    }

    ln_formatting_reopen(tree);
    ln_stack_insert(tree, LN_NS_HTML);
}


/* Ends the select that is open; 0 if none is.  own: as its end tag would. */
static int
ln_body_end_select(ln_tree_t *tree, int own)
{
    int  i;

    i = ln_stack_in_scope(tree, LN_TAG_SELECT, LN_SCOPE_DEFAULT);

    if (i <= 0) {
        return 0;
    }

    ln_stack_pop_to(tree, (unsigned) i, own);

    return 1;
}


/* A second `select` only ends the first. */
static void
ln_body_select(ln_tree_t *tree)
{
    if (!ln_body_end_select(tree, 1)) {
        ln_formatting_reopen(tree);
        ln_stack_insert(tree, LN_NS_HTML);
    }
}


static void
ln_body_input(ln_tree_t *tree)
{
    (void) ln_body_end_select(tree, 0);
    ln_formatting_reopen(tree);
    ln_stack_insert_void(tree);
}


/* A table stands in a p where the page is in quirks mode. */
static void
ln_body_table(ln_tree_t *tree)
{
    if (!tree->quirks) {
        ln_stack_close_p(tree);
    }

    ln_stack_insert(tree, LN_NS_HTML);
}


/* <hr> and <xmp>: a p ends before them. */
static void
ln_body_after_p(ln_tree_t *tree)
{
    ln_stack_close_p(tree);

    if (tree->tag->id == LN_TAG_HR) {
        if (ln_stack_in_scope(tree, LN_TAG_SELECT, LN_SCOPE_DEFAULT) > 0) {
            ln_stack_imply_ends(tree, LN_TAG_OTHER);
        }

        ln_stack_insert_void(tree);

    } else {
        ln_formatting_reopen(tree);
        ln_stack_insert_raw(tree);
    }
}


/* What comes too late, or in no body: it opens nothing. */
static void
ln_body_late(ln_tree_t *tree)
{
    switch (tree->tag->id) {

    case LN_TAG_BODY:
        tree->frameset_ok = 0;
        break;

    case LN_TAG_FRAMESET:
        if (tree->frameset_ok && !tree->templates) {
            ln_stack_cut(tree);
        }

        break;

    case LN_TAG_PLAINTEXT:
        ln_stack_cut(tree);
        break;

    default:
        break;
    }
}


/* Start tags that have a rule of their own; 0 for any other. */
static int
ln_body_start_own(ln_tree_t *tree)
{
    switch (tree->tag->id) {

    case LN_TAG_HR:
    case LN_TAG_XMP:
        ln_body_after_p(tree);
        return 1;

    case LN_TAG_FORM:
        ln_body_form(tree);
        return 1;

    case LN_TAG_LI:
    case LN_TAG_DD:
    case LN_TAG_DT:
        ln_body_item(tree);
        return 1;

    case LN_TAG_BUTTON:
        ln_body_button(tree);
        return 1;

    case LN_TAG_A:
        ln_body_a(tree);
        return 1;

    case LN_TAG_NOBR:
        ln_body_nobr(tree);
        return 1;

    case LN_TAG_TABLE:
        ln_body_table(tree);
        return 1;

    case LN_TAG_OPTION:
    case LN_TAG_OPTGROUP:
        ln_body_option(tree);
        return 1;

    case LN_TAG_SELECT:
        ln_body_select(tree);
        return 1;

    case LN_TAG_INPUT:
        ln_body_input(tree);
        return 1;

    case LN_TAG_RB:
    case LN_TAG_RTC:
    case LN_TAG_RP:
    case LN_TAG_RT:
        ln_body_ruby(tree);
        return 1;

    case LN_TAG_SVG:
    case LN_TAG_MATH:
        ln_body_foreign(tree);
        return 1;

    case LN_TAG_HTML:
    case LN_TAG_HEAD:
    case LN_TAG_FRAME:
    case LN_TAG_BODY:
    case LN_TAG_FRAMESET:
    case LN_TAG_PLAINTEXT:
        ln_body_late(tree);
        return 1;

    default:
        return 0;
    }
}


/* An element that any other rule is for: what is in a line opens formatting. */
static void
ln_body_start_other(ln_tree_t *tree, unsigned flags)
{
    if ((flags & (LN_BLOCK | LN_HEADING)) || tree->tag->id == LN_TAG_P
        || tree->tag->id == LN_TAG_PRE || tree->tag->id == LN_TAG_LISTING)
    {
        ln_stack_close_p(tree);

    } else {
        ln_formatting_reopen(tree);
    }

    if ((flags & LN_HEADING)
        && (ln_tags[ln_stack_top(tree)->id].flags & LN_HEADING)
        && ln_stack_top(tree)->ns == LN_NS_HTML)
    {
        ln_stack_pop(tree, 0);
    }

    ln_stack_insert(tree, LN_NS_HTML);
}


void
ln_in_body_start(ln_tree_t *tree)
{
    unsigned  flags;

    flags = ln_tags[tree->tag->id].flags;

    if ((flags & LN_PART) || ln_body_start_own(tree)) {
        /* void: a part of a table opens nothing here */

    } else if ((flags & LN_HEAD) && ln_in_head_shared(tree)) {
        return;

    } else if (flags & LN_VOID) {
        if (tree->tag->id != LN_TAG_PARAM && tree->tag->id != LN_TAG_SOURCE
            && tree->tag->id != LN_TAG_TRACK)
        {
            ln_formatting_reopen(tree);
        }

        ln_stack_insert_void(tree);

    } else if (flags & LN_RAW || tree->tag->id == LN_TAG_NOSCRIPT) {
        ln_stack_insert_raw(tree);

    } else {
        ln_body_start_other(tree, flags);
    }

    if ((flags & LN_NOFRAMESET)
        && !(tree->tag->id == LN_TAG_INPUT && ln_hidden_input(tree)))
    {
        tree->frameset_ok = 0;
    }
}
