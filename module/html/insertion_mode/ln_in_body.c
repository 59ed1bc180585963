/* The insertion mode "in body". */

#include "html/stack/ln_stack.h"


/* Whether one of those that a start tag like this ends is open. */
static int
ln_body_has_item(const ln_tree_t *tree)
{
    return tree->tag->id == LN_TAG_LI
           ? tree->open[LN_TAG_LI]
           : tree->open[LN_TAG_DD] | tree->open[LN_TAG_DT];
}


/* `li` ends the li before it, unless a list is open in that; so dd and dt. */
static void
ln_body_item(ln_tree_t *tree)
{
    int              i;
    ln_tag_id_t      id;
    ln_element_t    *e;
    const ln_tag_t  *tag;

    tag = tree->tag;
    i = ln_body_has_item(tree) ? (int) tree->depth - 1 : 0;

    for ( /* void */ ; i > 0; i--) {
        e = &tree->stack[i];

        if (e->ns != LN_NS_HTML) {
            if (ln_tree_special(e)) {
                break;
            }

            continue;
        }

        id = e->id;

        if (tag->id == LN_TAG_LI ? id == LN_TAG_LI
                                 : id == LN_TAG_DD || id == LN_TAG_DT)
        {
            ln_tree_pop_to(tree, (unsigned) i, 0);
            break;
        }

        if ((ln_tags[id].flags & LN_SPECIAL)
            && id != LN_TAG_ADDRESS && id != LN_TAG_DIV && id != LN_TAG_P)
        {
            break;
        }
    }

    ln_tree_close_p(tree);
    ln_tree_insert(tree, LN_NS_HTML);
}


static void
ln_body_form(ln_tree_t *tree)
{
    if (tree->form && !tree->templates) {
        return;
    }

    ln_tree_close_p(tree);
    ln_tree_insert(tree, LN_NS_HTML);

    if (!tree->templates) {
        tree->form = 1;
    }
}


static void
ln_body_ruby(ln_tree_t *tree)
{
    if (ln_tree_in_scope(tree, LN_TAG_RUBY, LN_SCOPE_DEFAULT) > 0) {
        ln_tree_imply_ends(tree, tree->tag->id == LN_TAG_RP
                                 || tree->tag->id == LN_TAG_RT
                                 ? LN_TAG_RTC : LN_TAG_OTHER);
    }

    ln_tree_insert(tree, LN_NS_HTML);
}


static void
ln_body_button(ln_tree_t *tree)
{
    int  i;

    i = ln_tree_in_scope(tree, LN_TAG_BUTTON, LN_SCOPE_DEFAULT);

    if (i > 0) {
        ln_tree_pop_to(tree, (unsigned) i, 0);
    }

    ln_tree_insert(tree, LN_NS_HTML);
}


static void
ln_body_foreign(ln_tree_t *tree)
{
    unsigned  overflow;

    overflow = tree->overflow;

    ln_tree_insert(tree, tree->tag->id == LN_TAG_SVG ? LN_NS_SVG
                                                     : LN_NS_MATHML);

    if (tree->tag->self_closing) {
        if (tree->overflow > overflow) {
            tree->overflow--;

        } else {
            ln_tree_pop(tree, 1);
        }
    }
}


/* Start tags that have a rule of their own; 0 for any other. */
static int
ln_body_start_own(ln_tree_t *tree)
{
    ln_element_t  *top;

    top = ln_tree_top(tree);

    switch (tree->tag->id) {

    case LN_TAG_HTML:
    case LN_TAG_HEAD:
    case LN_TAG_FRAME:
    case LN_TAG_CAPTION:
    case LN_TAG_COL:
    case LN_TAG_COLGROUP:
    case LN_TAG_TBODY:
    case LN_TAG_TD:
    case LN_TAG_TFOOT:
    case LN_TAG_TH:
    case LN_TAG_THEAD:
    case LN_TAG_TR:
        break;

    case LN_TAG_BODY:
        tree->frameset_ok = 0;
        break;

    case LN_TAG_FRAMESET:
        if (tree->frameset_ok && !tree->templates) {
            ln_tree_cut(tree);
        }

        break;

    case LN_TAG_PLAINTEXT:
        ln_tree_cut(tree);
        break;

    case LN_TAG_PRE:
    case LN_TAG_LISTING:
        ln_tree_close_p(tree);
        ln_tree_insert(tree, LN_NS_HTML);
        break;

    case LN_TAG_FORM:
        ln_body_form(tree);
        break;

    case LN_TAG_LI:
    case LN_TAG_DD:
    case LN_TAG_DT:
        ln_body_item(tree);
        break;

    case LN_TAG_BUTTON:
        ln_body_button(tree);
        break;

    case LN_TAG_A:
        if (tree->open[LN_TAG_A]) {
            (void) ln_tree_adopt(tree, LN_TAG_A);
        }

        ln_tree_insert(tree, LN_NS_HTML);
        break;

    case LN_TAG_NOBR:
        if (ln_tree_in_scope(tree, LN_TAG_NOBR, LN_SCOPE_DEFAULT) > 0) {
            (void) ln_tree_adopt(tree, LN_TAG_NOBR);
        }

        ln_tree_insert(tree, LN_NS_HTML);
        break;

    case LN_TAG_TABLE:
        if (!tree->quirks) {
            ln_tree_close_p(tree);
        }

        ln_tree_insert(tree, LN_NS_HTML);
        break;

    case LN_TAG_HR:
        ln_tree_close_p(tree);
        ln_tree_insert_void(tree);
        break;

    case LN_TAG_XMP:
        ln_tree_close_p(tree);
        ln_tree_insert_raw(tree);
        break;

    case LN_TAG_OPTION:
    case LN_TAG_OPTGROUP:
        if (ln_tree_is(top, LN_TAG_OPTION)) {
            ln_tree_pop(tree, 0);
        }

        ln_tree_insert(tree, LN_NS_HTML);
        break;

    case LN_TAG_RB:
    case LN_TAG_RTC:
    case LN_TAG_RP:
    case LN_TAG_RT:
        ln_body_ruby(tree);
        break;

    case LN_TAG_SVG:
    case LN_TAG_MATH:
        ln_body_foreign(tree);
        break;

    default:
        return 0;
    }

    return 1;
}


static void
ln_body_start(ln_tree_t *tree)
{
    unsigned  flags;

    flags = ln_tags[tree->tag->id].flags;

    if (ln_body_start_own(tree)) {
        /* void */

    } else if ((flags & LN_HEAD) && ln_tree_head_tag(tree)) {
        return;

    } else if (flags & LN_VOID) {
        ln_tree_insert_void(tree);

    } else if (flags & LN_RAW || tree->tag->id == LN_TAG_NOSCRIPT) {
        ln_tree_insert_raw(tree);

    } else {
        if ((flags & (LN_BLOCK | LN_HEADING)) || tree->tag->id == LN_TAG_P) {
            ln_tree_close_p(tree);
        }

        if ((flags & LN_HEADING)
            && (ln_tags[ln_tree_top(tree)->id].flags & LN_HEADING)
            && ln_tree_top(tree)->ns == LN_NS_HTML)
        {
            ln_tree_pop(tree, 0);
        }

        ln_tree_insert(tree, LN_NS_HTML);
    }

    if ((flags & LN_NOFRAMESET)
        && !(tree->tag->id == LN_TAG_INPUT && ln_tree_hidden_input(tree)))
    {
        tree->frameset_ok = 0;
    }
}


/* An end tag that no other rule knows ends the element nearest in name. */
static void
ln_body_end_other(ln_tree_t *tree)
{
    unsigned       i;
    ln_element_t  *e;

    if (!ln_tree_has(tree, tree->tag->key)) {
        return;
    }

    for (i = tree->depth - 1; i > 0; i--) {
        e = &tree->stack[i];

        if (e->key == tree->tag->key && e->ns == LN_NS_HTML) {
            ln_tree_pop_to(tree, i, 1);
            return;
        }

        if (ln_tree_special(e)) {
            return;
        }
    }
}


static void
ln_body_end_form(ln_tree_t *tree)
{
    int  i;

    if (!tree->templates) {
        if (!tree->form) {
            return;
        }

        tree->form = 0;
    }

    i = ln_tree_in_scope(tree, LN_TAG_FORM, LN_SCOPE_DEFAULT);

    if (i <= 0) {
        return;
    }

    if (tree->templates) {
        ln_tree_pop_to(tree, (unsigned) i, 1);
        return;
    }

    /* what has been left open in it stays open */

    ln_tree_imply_ends(tree, LN_TAG_OTHER);
    ln_tree_remove(tree, (unsigned) i, 1);
}


static void
ln_body_end_heading(ln_tree_t *tree)
{
    int            i;
    ln_element_t  *e;

    if (!ln_tree_has_heading(tree)) {
        return;
    }

    for (i = (int) tree->depth - 1; i > 0; i--) {
        e = &tree->stack[i];

        if (e->ns == LN_NS_HTML && (ln_tags[e->id].flags & LN_HEADING)) {
            ln_tree_pop_to(tree, (unsigned) i, 1);
            return;
        }

        if (ln_tree_scope_ends(e, LN_SCOPE_DEFAULT)) {
            return;
        }
    }
}


static void
ln_body_end_scoped(ln_tree_t *tree, ln_scope_t scope)
{
    int  i;

    i = ln_tree_in_scope(tree, tree->tag->key, scope);

    if (i > 0) {
        ln_tree_pop_to(tree, (unsigned) i, 1);
    }
}


/* `</p>` without a p makes an empty one. */
static void
ln_body_end_p(ln_tree_t *tree)
{
    if (ln_tree_in_scope(tree, LN_TAG_P, LN_SCOPE_BUTTON) > 0) {
        ln_tree_close_p(tree);
        return;
    }

    ln_tree_top(tree)->children++;
}


/* `</body>`, or `</html>`, which ends the body too. */
static void
ln_body_end_body(ln_tree_t *tree)
{
    if (tree->templates
        || ln_tree_in_scope(tree, LN_TAG_BODY, LN_SCOPE_DEFAULT) < 0)
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
        (void) ln_tree_head_tag(tree);
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
        ln_body_end_scoped(tree, LN_SCOPE_DEFAULT);
        return;

    case LN_TAG_BR:
        ln_tree_top(tree)->children++;
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
               || !ln_tree_adopt(tree, tree->tag->key))
    {
        ln_body_end_other(tree);
    }
}


int
ln_tree_in_body(ln_tree_t *tree)
{
    if (tree->tag->closing) {
        ln_body_end(tree);

    } else {
        ln_body_start(tree);
    }

    return LN_TREE_DONE;
}
