/* XHTML by the rules of XML: every element ends where its end tag says. */

#include "html/stack/ln_bounds.h"
#include "html/tree/ln_tree_xml.h"


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

    top = ln_stack_top(tree);

    return top->integration ? LN_NS_HTML : (ln_ns_t) top->ns;
}


/* The body and the root stay open, as more may follow; their end is told. */
static void
ln_xml_end(ln_tree_t *tree)
{
    unsigned         i;
    const ln_tag_t  *tag;

    tag = tree->tag;

    if (!ln_stack_has(tree, tag->key)) {
        return;
    }

    ln_bounds_find(tree);

    for (i = tree->innermost[ln_stack_name(tag->key)]; i > 0;
         i = tree->stack[i - 1].previous)
    {
        if (tree->stack[i - 1].key != tag->key) {
            continue;
        }

        if (i <= 2 && (tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML)) {

            /* a page without a body shows what stands in its root */

            if (tag->id == LN_TAG_HTML && tree->phase != LN_PHASE_AFTER_BODY) {
                ln_stack_imply(tree, LN_TAG_BODY);
            }

            tree->phase = LN_PHASE_AFTER_BODY;
            tree->listener.ended(tree->listener.ctx, tag);

        } else {
            ln_stack_pop_to(tree, i - 1, 1);
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

    if (tree->depth == LN_STACK_DEPTH) {
        tree->overflow += !tag->self_closing;
        return;
    }

    ln_stack_insert(tree, ln_xml_namespace(tree));

    if (tag->self_closing) {
        ln_stack_pop(tree, 1);
    }
}
