/* Foreign content: SVG and MathML. */

#include "html/insertion_mode/ln_in_foreign.h"
#include "html/stack/ln_bounds.h"


static int
ln_foreign_mathml_text(const ln_element_t *e)
{
    return e->ns == LN_NS_MATHML
           && (e->id == LN_TAG_MI || e->id == LN_TAG_MO || e->id == LN_TAG_MN
               || e->id == LN_TAG_MS || e->id == LN_TAG_MTEXT);
}


int
ln_foreign_text_is_html(const ln_element_t *e)
{
    return e->integration || ln_foreign_mathml_text(e);
}


/* Whether the present tag is read by the rules for foreign content. */
int
ln_is_foreign(ln_tree_t *tree)
{
    const ln_tag_t      *tag;
    const ln_element_t  *top;

    tag = tree->tag;
    top = ln_stack_top(tree);

    if (top->ns == LN_NS_HTML) {
        return 0;
    }

    if (tag->closing) {
        return 1;
    }

    if (ln_foreign_mathml_text(top)) {
        return tag->id == LN_TAG_MGLYPH || tag->id == LN_TAG_MALIGNMARK;
    }

    if (top->ns == LN_NS_MATHML && top->id == LN_TAG_ANNOTATION_XML
        && tag->id == LN_TAG_SVG)
    {
        return 0;
    }

    return !top->integration;
}


/* Foreign content that was left open goes on after </body>. */
static void
ln_foreign_goes_on(ln_tree_t *tree)
{
    if (tree->phase == LN_PHASE_AFTER_BODY) {
        tree->phase = LN_PHASE_BODY;
        tree->listener.reopened(tree->listener.ctx);
    }
}


/* HTML in foreign content ends it, up to where HTML may be. */
static int
ln_foreign_break_out(ln_tree_t *tree)
{
    const ln_element_t  *top;

    ln_foreign_goes_on(tree);

    for ( ;; ) {
        top = ln_stack_top(tree);

        if (top->ns == LN_NS_HTML || top->integration
            || ln_foreign_mathml_text(top))
        {
            break;
        }

        ln_stack_pop(tree, 0);
    }

    return LN_STEP_AS_HTML;
}


_Static_assert(LN_ATTRIBUTE_SIZE - LN_ATTRIBUTE_COLOR == 2,
               "color, face and size of a <font> are not together");

static int
ln_foreign_breaks_out(ln_tree_t *tree)
{
    unsigned         i;
    ln_str_t         value;
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (tag->closing) {
        return tag->id == LN_TAG_BR || tag->id == LN_TAG_P;
    }

    if (tag->id == LN_TAG_FONT) {
        for (i = LN_ATTRIBUTE_COLOR; i <= LN_ATTRIBUTE_SIZE; i++) {
            if (ln_attribute_find(&tree->tokenizer->attributes, i, &value)) {
                return 1;
            }
        }
    }

    return (ln_tags[tag->id].flags & LN_BREAKOUT) != 0;
}


int
ln_in_foreign(ln_tree_t *tree)
{
    unsigned         position;
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (ln_foreign_breaks_out(tree)) {
        return ln_foreign_break_out(tree);
    }

    if (!tag->closing) {
        ln_foreign_goes_on(tree);
        ln_stack_insert(tree, ln_stack_top(tree)->ns);

        if (tag->self_closing && tree->overflow == 0) {
            ln_stack_pop(tree, 1);
        }

        return LN_STEP_DONE;
    }

    position = ln_bounds_foreign(tree, tag->key);

    if (position == 0) {
        return LN_STEP_AS_HTML;
    }

    ln_foreign_goes_on(tree);
    ln_stack_pop_to(tree, position - 1, 1);

    return LN_STEP_DONE;
}
