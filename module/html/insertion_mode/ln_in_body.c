/* The insertion mode "in body", and its end tags. */

#include "html/insertion_mode/ln_adoption.h"
#include "html/insertion_mode/ln_in_body.h"
#include "html/insertion_mode/ln_in_body_start.h"
#include "html/insertion_mode/ln_in_head.h"
#include "html/stack/ln_reopen.h"
#include "html/stack/ln_scope.h"


/* An end tag that no other rule knows ends the element nearest in name. */
static void
ln_body_end_other(ln_tree_t *tree)
{
    unsigned  position;

    position = ln_bounds_innermost(tree, tree->tag->key);

    if (position > 1 && position >= ln_bounds_top(tree)->special
        && !ln_scope_goes_on(tree, position - 1))
    {
        ln_stack_pop_to(tree, position - 1, 1);
    }
}


static void
ln_body_end_form(ln_tree_t *tree)
{
    int       i;
    unsigned  at;

    if (tree->templates) {
        i = ln_stack_in_scope(tree, LN_TAG_FORM, LN_SCOPE_DEFAULT);

        if (i > 0) {
            ln_stack_pop_to(tree, (unsigned) i, 1);
        }

        return;
    }

    at = tree->form_at;

    tree->form = 0;
    tree->form_at = 0;

    if (at == 0
        || ln_stack_in_scope(tree, LN_TAG_FORM, LN_SCOPE_DEFAULT) != (int) at)
    {
        return;
    }

    /* what has been left open in it stays open */

    ln_stack_imply_ends(tree, LN_TAG_OTHER);
    ln_stack_remove(tree, at, 1);
}


static void
ln_body_end_heading(ln_tree_t *tree)
{
    unsigned  position;

    position = ln_bounds_heading(tree);

    if (position > 1 && position >= ln_bounds_top(tree)->scope) {
        ln_stack_pop_to(tree, position - 1, 1);
    }
}


static void
ln_body_end_scoped(ln_tree_t *tree, ln_scope_t scope)
{
    int  i;

    i = ln_stack_in_scope(tree, tree->tag->key, scope);

    if (i > 0) {
        ln_stack_pop_to(tree, (unsigned) i, 1);
    }
}


/* `</p>` without a p makes an empty one. */
static void
ln_body_end_p(ln_tree_t *tree)
{
    if (ln_stack_in_scope(tree, LN_TAG_P, LN_SCOPE_BUTTON) > 0) {
        ln_stack_close_p(tree);
        return;
    }

    ln_stack_imply_empty(tree, LN_TAG_P);
}


/* `</body>`, or `</html>`, which ends the body too. */
static void
ln_body_end_body(ln_tree_t *tree)
{
    if (tree->templates
        || ln_stack_in_scope(tree, LN_TAG_BODY, LN_SCOPE_DEFAULT) < 0)
    {
        return;
    }

    tree->phase = LN_PHASE_AFTER_BODY;
    tree->listener.ended(tree->listener.ctx, tree->tag);
}


static void
ln_body_end(ln_tree_t *tree)
{
    unsigned  flags;

    flags = ln_tags[tree->tag->id].flags;

    switch (tree->tag->id) {

    case LN_TAG_BODY:
    case LN_TAG_HTML:
        ln_body_end_body(tree);
        return;

    case LN_TAG_TEMPLATE:
        (void) ln_in_head_shared(tree);
        return;

    case LN_TAG_FORM:
        ln_body_end_form(tree);
        return;

    case LN_TAG_P:
        ln_body_end_p(tree);
        return;

    case LN_TAG_LI:
        ln_body_end_scoped(tree, LN_SCOPE_LIST);
        return;

    case LN_TAG_DD:
    case LN_TAG_DT:
    case LN_TAG_BUTTON:
    case LN_TAG_PRE:
    case LN_TAG_LISTING:
    case LN_TAG_APPLET:
    case LN_TAG_MARQUEE:
    case LN_TAG_OBJECT:
    case LN_TAG_SELECT:
        ln_body_end_scoped(tree, LN_SCOPE_DEFAULT);
        return;

    case LN_TAG_BR:
        ln_formatting_reopen(tree);
        ln_stack_imply_empty(tree, LN_TAG_BR);
        tree->frameset_ok = 0;
        return;

    default:
        break;
    }

    if (flags & LN_BLOCK) {
        ln_body_end_scoped(tree, LN_SCOPE_DEFAULT);

    } else if (flags & LN_HEADING) {
        ln_body_end_heading(tree);

    } else if (!(flags & LN_FORMAT)
               || ln_adopt(tree, tree->tag->key) == LN_ADOPTED_NONE)
    {
        ln_body_end_other(tree);
    }
}


int
ln_in_body(ln_tree_t *tree)
{
    if (tree->tag->closing) {
        ln_body_end(tree);

    } else {
        ln_in_body_start(tree);
    }

    return LN_STEP_DONE;
}
