/* Where searches of the stack end. */

#include "html/stack/ln_bounds.h"
#include "html/stack/ln_formatting.h"


static int
ln_element_foreign_scope(const ln_element_t *e)
{
    if (e->ns == LN_NS_SVG) {
        return e->integration;
    }

    return e->id == LN_TAG_MI || e->id == LN_TAG_MO || e->id == LN_TAG_MN
           || e->id == LN_TAG_MS || e->id == LN_TAG_MTEXT
           || e->id == LN_TAG_ANNOTATION_XML;
}


int
ln_element_special(const ln_element_t *e)
{
    return e->ns == LN_NS_HTML ? (ln_tags[e->id].flags & LN_SPECIAL) != 0
                               : ln_element_foreign_scope(e);
}


int
ln_element_scopes(const ln_element_t *e)
{
    return e->ns == LN_NS_HTML ? (ln_tags[e->id].flags & LN_SCOPE) != 0
                               : ln_element_foreign_scope(e);
}


static void
ln_bounds_link(ln_tree_t *tree, unsigned index)
{
    uint16_t       position, special, item, scope, html, link, *open;
    ln_element_t  *e;

    e = &tree->stack[index];
    position = (uint16_t) (index + 1);
    special = 0;
    item = 0;
    scope = 0;
    html = 0;
    link = 0;

    if (index) {
        special = e[-1].bounds.special;
        item = e[-1].bounds.item;
        scope = e[-1].bounds.scope;
        html = e[-1].ns == LN_NS_HTML ? (uint16_t) index : e[-1].bounds.html;
        link = ln_formatting_marks(e) ? 0 : e[-1].bounds.link;
    }

    if (ln_element_is(e, LN_TAG_A)) {
        link = position;
    }

    if (ln_element_special(e)) {
        special = position;

        if (e->ns != LN_NS_HTML || !(ln_tags[e->id].flags & LN_THROUGH)) {
            item = position;
        }
    }

    if (ln_element_scopes(e)) {
        scope = position;
    }

    e->bounds.special = special;
    e->bounds.item = item;
    e->bounds.scope = scope;
    e->bounds.html = html;
    e->bounds.link = link;

    open = &tree->innermost[ln_stack_name(e->key)];
    e->previous = *open;
    *open = position;
}


void
ln_bounds_find(ln_tree_t *tree)
{
    for ( /* void */ ; tree->bounded < tree->depth; tree->bounded++) {
        ln_bounds_link(tree, tree->bounded);
    }
}


void
ln_bounds_forget(ln_tree_t *tree, unsigned index)
{
    const ln_element_t  *e;

    while (tree->bounded > index) {
        e = &tree->stack[--tree->bounded];
        tree->innermost[ln_stack_name(e->key)] = e->previous;
    }
}


unsigned
ln_bounds_innermost(ln_tree_t *tree, uint64_t key)
{
    unsigned             position;
    const ln_element_t  *e;

    if (!ln_stack_has(tree, key)) {
        return 0;
    }

    ln_bounds_find(tree);

    for (position = tree->innermost[ln_stack_name(key)]; position > 0;
         position = e->previous)
    {
        e = &tree->stack[position - 1];

        if (e->key == key && e->ns == LN_NS_HTML) {
            break;
        }
    }

    return position;
}


unsigned
ln_bounds_foreign(ln_tree_t *tree, uint64_t key)
{
    unsigned  position, html;

    html = ln_bounds_top(tree)->html;

    for (position = tree->innermost[ln_stack_name(key)]; position > html;
         position = tree->stack[position - 1].previous)
    {
        if (tree->stack[position - 1].key == key) {
            return position;
        }
    }

    return 0;
}


unsigned
ln_bounds_heading(ln_tree_t *tree)
{
    unsigned  id, position;

    if (!ln_stack_has_heading(tree)) {
        return 0;
    }

    for (id = LN_TAG_H1, position = 0; id <= LN_TAG_H6; id++) {
        position = ln_max(position, ln_bounds_innermost(tree, id));
    }

    return position;
}


unsigned
ln_bounds_item(ln_tree_t *tree, ln_tag_id_t id)
{
    unsigned  position;

    position = id == LN_TAG_LI ? ln_bounds_innermost(tree, LN_TAG_LI)
                               : ln_max(ln_bounds_innermost(tree, LN_TAG_DD),
                                        ln_bounds_innermost(tree, LN_TAG_DT));

    return position && position >= ln_bounds_top(tree)->item ? position : 0;
}
