/* XHTML by the rules of XML: every element ends where its end tag says. */

#include "html/stack/ln_stack.h"


static ln_ns_t
ln_xml_namespace(ln_tree_t *tree)
{
    const ln_element_t  *top;

    switch (tree->tag->id) {

    case LN_TAG_SVG:
        return LN_NS_SVG;

    case LN_TAG_MATH:
        return LN_NS_MATHML;

    default:
        break;
    }

    if (tree->depth == 0) {
        return LN_NS_HTML;
    }

    top = ln_tree_top(tree);

    return top->integration ? LN_NS_HTML : (ln_ns_t) top->ns;
}


/* The page's body and its root stay open: what is owed to them is told here. */
static void
ln_xml_end(ln_tree_t *tree)
{
    unsigned         i;
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (!ln_tree_has(tree, tag->key)) {
        return;
    }

    for (i = tree->depth; i > 0; i--) {

        if (tree->stack[i - 1].key != tag->key) {
            continue;
        }

        if (i <= 2 && (tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML)) {

            /* a page without a body shows what stands in its root */

            if (tag->id == LN_TAG_HTML && tree->phase != LN_PHASE_AFTER_BODY) {
                ln_tree_imply(tree, LN_TAG_BODY);
            }

            tree->phase = LN_PHASE_AFTER_BODY;
            tree->listener.ended(tree->listener.ctx, tag);

        } else {
            ln_tree_pop_to(tree, i - 1, 1);
        }

        return;
    }
}


void
ln_tree_in_xml(ln_tree_t *tree)
{
    const ln_tag_t  *tag;

    tag = tree->tag;
    tree->begun = 1;

    if (tag->closing) {
        if (tree->overflow) {
            tree->overflow--;

        } else {
            ln_xml_end(tree);
        }

        return;
    }

    if (tree->depth == LN_TREE_DEPTH) {
        tree->overflow += !tag->self_closing;
        return;
    }

    ln_tree_insert(tree, ln_xml_namespace(tree));

    if (tag->self_closing) {
        ln_tree_pop(tree, 1);
    }
}
