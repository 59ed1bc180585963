/* The stack of open elements. */

#include "html/stack/ln_stack.h"
#include "html/charset/ln_ascii.h"


/* What an integration point holds is HTML again. */
static void
ln_tree_integration(ln_tree_t *tree, ln_element_t *e)
{
    ln_str_t  encoding;

    switch (e->id) {

    case LN_TAG_FOREIGNOBJECT:
        e->integration = (e->ns == LN_NS_SVG);
        e->hidden = e->html_hidden;
        break;

    case LN_TAG_DESC:
    case LN_TAG_TITLE:
        e->integration = (e->ns == LN_NS_SVG);
        break;

    case LN_TAG_MI:
    case LN_TAG_MN:
    case LN_TAG_MO:
    case LN_TAG_MS:
    case LN_TAG_MTEXT:
        if (e->ns == LN_NS_MATHML) {
            e->hidden = e->html_hidden;
        }

        break;

    case LN_TAG_ANNOTATION_XML:
        if (e->ns == LN_NS_MATHML
            && ln_attribute_find(&tree->tokenizer->attributes,
                                 LN_ATTRIBUTE_ENCODING, &encoding))
        {
            e->integration =
                (encoding.len == 9
                 && ln_caseless_eq(encoding.data,
                                   (const unsigned char *) "text/html", 9))
                || (encoding.len == 21
                    && ln_caseless_eq(encoding.data, (const unsigned char *)
                                      "application/xhtml+xml", 21));
        }

        break;

    default:
        break;
    }
}


static ln_mode_t
ln_tree_mode(ln_tag_id_t id, ln_mode_t parent)
{
    switch (id) {

    case LN_TAG_TABLE:
        return LN_MODE_TABLE;

    case LN_TAG_CAPTION:
        return LN_MODE_CAPTION;

    case LN_TAG_COLGROUP:
        return LN_MODE_COLGROUP;

    case LN_TAG_TBODY:
    case LN_TAG_THEAD:
    case LN_TAG_TFOOT:
        return LN_MODE_TABLE_BODY;

    case LN_TAG_TR:
        return LN_MODE_ROW;

    case LN_TAG_TD:
    case LN_TAG_TH:
        return LN_MODE_CELL;

    case LN_TAG_SELECT:
        return LN_MODE_SELECT;

    case LN_TAG_TEMPLATE:
        return LN_MODE_TEMPLATE;

    default:
        return parent;
    }
}


static void
ln_tree_push(ln_tree_t *tree, uint64_t key, ln_tag_id_t id, ln_ns_t ns,
    const ln_tag_t *tag)
{
    unsigned       flags;
    ln_element_t  *e, *parent;

    if (tree->depth == LN_TREE_DEPTH) {
        tree->overflow++;
        return;
    }

    parent = tree->depth ? ln_tree_top(tree) : NULL;

    e = &tree->stack[tree->depth++];
    memset(e, 0, sizeof(ln_element_t));
    tree->open[ln_tree_name(key)]++;

    e->key = key;
    e->id = (unsigned char) id;
    e->ns = ns;

    if (parent != NULL) {
        parent->children++;
        e->mode = parent->mode;
        e->hidden = parent->hidden;
        e->html_hidden = parent->ns == LN_NS_HTML ? parent->hidden
                                                  : parent->html_hidden;
        e->inert = parent->inert || ln_tree_is(parent, LN_TAG_TEMPLATE);
    }

    if (ns == LN_NS_HTML) {
        flags = ln_tags[id].flags;

        if (flags & LN_MODES) {
            e->mode = (unsigned char) ln_tree_mode(id, e->mode);
            tree->templates += (id == LN_TAG_TEMPLATE);
        }

        e->hidden |= (flags & LN_HIDES) != 0;

        if (!e->hidden
            && (e->mode == LN_MODE_BODY || e->mode == LN_MODE_CELL
                || e->mode == LN_MODE_CAPTION))
        {
            e->quick = LN_ELEMENT_QUICK;

            if (parent != NULL && parent->quick) {
                e->quick |= tree->quick_tags[id] & LN_ELEMENT_SHUT;
            }
        }

    } else {
        e->hidden = 1;
        ln_tree_integration(tree, e);
    }

    tree->listener.open(tree->listener.ctx, tree->depth - 1, tag,
                        tree->tag->start);
}


void
ln_tree_insert(ln_tree_t *tree, ln_ns_t ns)
{
    if (tree->tag->id == LN_TAG_IMAGE && ns == LN_NS_HTML) {
        /* "Don't ask." (the standard) */
        ln_tree_push(tree, LN_TAG_IMG, LN_TAG_IMG, ns, tree->tag);
        return;
    }

    ln_tree_push(tree, tree->tag->key, tree->tag->id, ns, tree->tag);
}


void
ln_tree_imply(ln_tree_t *tree, ln_tag_id_t id)
{
    ln_tree_push(tree, id, id, LN_NS_HTML, NULL);
}


void
ln_tree_insert_void(ln_tree_t *tree)
{
    if (tree->depth == LN_TREE_DEPTH) {
        return;
    }

    ln_tree_insert(tree, LN_NS_HTML);
    ln_tree_pop(tree, 1);
}


void
ln_tree_insert_raw(ln_tree_t *tree)
{
    ln_tree_insert(tree, LN_NS_HTML);

    tree->raw = 1;
    ln_tokenizer_raw(tree->tokenizer, tree->tag->id);
}


static void
ln_tree_closed(ln_tree_t *tree, unsigned index, int own)
{
    ln_element_t  *e;

    e = &tree->stack[index];

    if (e->watched) {
        tree->listener.close(tree->listener.ctx, index, tree->tag->start,
                             own && !tree->tag->opaque ? tree->tag->end
                                                       : tree->tag->start);
    }

    tree->open[ln_tree_name(e->key)]--;

    if (e->ns == LN_NS_HTML) {
        tree->templates -= (e->id == LN_TAG_TEMPLATE);
    }
}


void
ln_tree_pop(ln_tree_t *tree, int own)
{
    ln_tree_closed(tree, tree->depth - 1, own);
    tree->depth--;
}


void
ln_tree_pop_to(ln_tree_t *tree, unsigned index, int own)
{
    while (tree->depth > index + 1) {
        ln_tree_pop(tree, 0);
    }

    ln_tree_pop(tree, own);
}


void
ln_tree_remove(ln_tree_t *tree, unsigned index, int own)
{
    ln_tree_closed(tree, index, own);

    tree->depth--;
    memmove(&tree->stack[index], &tree->stack[index + 1],
            (tree->depth - index) * sizeof(ln_element_t));

    /* it is in another element now, of which nothing is known here */

    tree->stack[index].quick &= LN_ELEMENT_QUICK;

    tree->listener.removed(tree->listener.ctx, index);
}


void
ln_tree_imply_ends(ln_tree_t *tree, uint64_t except)
{
    ln_element_t  *top;

    for ( ;; ) {
        top = ln_tree_top(tree);

        if (top->ns != LN_NS_HTML
            || !(ln_tags[top->id].flags & LN_IMPLIED)
            || top->key == except)
        {
            return;
        }

        ln_tree_pop(tree, 0);
    }
}


static int
ln_tree_foreign_scope(const ln_element_t *e)
{
    if (e->ns == LN_NS_SVG) {
        return e->integration;
    }

    return e->id == LN_TAG_MI || e->id == LN_TAG_MO || e->id == LN_TAG_MN
           || e->id == LN_TAG_MS || e->id == LN_TAG_MTEXT
           || e->id == LN_TAG_ANNOTATION_XML;
}


int
ln_tree_special(const ln_element_t *e)
{
    return e->ns == LN_NS_HTML ? (ln_tags[e->id].flags & LN_SPECIAL) != 0
                               : ln_tree_foreign_scope(e);
}


int
ln_tree_scope_ends(const ln_element_t *e, ln_scope_t scope)
{
    if (scope == LN_SCOPE_SELECT) {
        return !ln_tree_is(e, LN_TAG_OPTGROUP)
               && !ln_tree_is(e, LN_TAG_OPTION);
    }

    if (scope == LN_SCOPE_TABLE) {
        return ln_tree_is(e, LN_TAG_TABLE) || ln_tree_is(e, LN_TAG_TEMPLATE)
               || ln_tree_is(e, LN_TAG_HTML);
    }

    if (e->ns != LN_NS_HTML) {
        return ln_tree_foreign_scope(e);
    }

    if (ln_tags[e->id].flags & LN_SCOPE) {
        return 1;
    }

    if (scope == LN_SCOPE_BUTTON) {
        return e->id == LN_TAG_BUTTON;
    }

    return scope == LN_SCOPE_LIST
           && (e->id == LN_TAG_OL || e->id == LN_TAG_UL);
}


int
ln_tree_in_scope(ln_tree_t *tree, uint64_t key, ln_scope_t scope)
{
    int            i;
    ln_element_t  *e;

    if (!ln_tree_has(tree, key)) {
        return -1;
    }

    for (i = (int) tree->depth - 1; i >= 0; i--) {
        e = &tree->stack[i];

        if (e->key == key && e->ns == LN_NS_HTML) {
            return i;
        }

        if (ln_tree_scope_ends(e, scope)) {
            break;
        }
    }

    return -1;
}


void
ln_tree_close_p(ln_tree_t *tree)
{
    int  i;

    i = ln_tree_in_scope(tree, LN_TAG_P, LN_SCOPE_BUTTON);

    if (i > 0) {
        ln_tree_pop_to(tree, (unsigned) i, tree->tag->closing
                                           && tree->tag->id == LN_TAG_P);
    }
}


/* In a script within `<!--` that holds one more: that takes two end tags. */
static int
ln_tree_double(const ln_tree_t *tree)
{
    return tree->raw && tree->tokenizer->state >= LN_STATE_DOUBLE
           && tree->tokenizer->state <= LN_STATE_DOUBLE_END;
}


static int
ln_tree_fosters(const ln_element_t *e)
{
    return e->mode == LN_MODE_TABLE || e->mode == LN_MODE_COLGROUP
           || e->mode == LN_MODE_TABLE_BODY || e->mode == LN_MODE_ROW;
}


size_t
ln_tree_closer(const ln_tree_t *tree, int last, char *out, size_t size)
{
    size_t               len, n;
    unsigned             i, first;
    const ln_element_t  *e;

    /* an open head is closed by whatever cannot be in it */

    for (first = tree->depth; first > 0; first--) {
        e = &tree->stack[first - 1];

        if (!e->hidden || ln_tree_is(e, LN_TAG_HEAD)) {
            break;
        }
    }

    len = 0;

    if (ln_tree_double(tree)) {
        len = (size_t) snprintf(out, size, "</script>");
    }

    for (i = tree->depth; i > first; i--) {
        e = &tree->stack[i - 1];
        n = ln_tags[e->id].len;

        /* what is not special is closed by the end tags around it */

        if (e->id == LN_TAG_OTHER) {
            continue;
        }

        if (len + n + 4 > size) {
            break;
        }

        out[len++] = '<';
        out[len++] = '/';
        memcpy(out + len, ln_tags[e->id].name, n);
        len += n;
        out[len++] = '>';
    }

    /* what stands in a table, but in no cell, is shown before the table */

    if (last && first > 0 && ln_tree_fosters(&tree->stack[first - 1])
        && len + sizeof("</table>") <= size)
    {
        len += (size_t) snprintf(out + len, size - len, "</table>");
    }

    return len;
}
