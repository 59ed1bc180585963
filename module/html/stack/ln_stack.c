/* The stack of open elements. */

#include "html/stack/ln_bounds.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"
#include "html/stack/ln_looks.h"
#include "ln_ascii.h"


/* What is that many elements deep in an <svg> counts as hidden. */
#define LN_STACK_SVG  64


/* Whether the SVG element shows what is in it. */
static int
ln_stack_svg_shows(const ln_element_t *e)
{
    return e->id == LN_TAG_SVG || e->id == LN_TAG_FOREIGNOBJECT
           || e->id == LN_TAG_A
           || e->key == ln_tag_key(LN_TAG_OTHER,
                                   (const unsigned char *) "g", 1)
           || e->key == ln_tag_key(LN_TAG_OTHER,
                                   (const unsigned char *) "switch", 6);
}


/* Whether an SVG element around this one, as <defs>, shows nothing. */
static int
ln_stack_svg_hides(const ln_tree_t *tree)
{
    unsigned             i;
    const ln_element_t  *e;

    for (i = tree->depth - 1; i > 0; i--) {
        e = &tree->stack[i - 1];

        if (e->ns != LN_NS_SVG) {
            break;
        }

        if (!ln_stack_svg_shows(e) || i + LN_STACK_SVG < tree->depth) {
            return 1;
        }
    }

    return 0;
}


/* What an integration point holds is HTML again. */
static void
ln_stack_integration(ln_tree_t *tree, ln_element_t *e)
{
    ln_str_t  encoding;

    switch (e->id) {

    case LN_TAG_FOREIGNOBJECT:
        if (e->ns == LN_NS_SVG) {
            e->integration = 1;
            e->html_hidden |= ln_stack_svg_hides(tree);
            e->hidden = e->html_hidden;
        }

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
ln_stack_mode(ln_tag_id_t id, ln_mode_t parent)
{
    switch (id) {

    case LN_TAG_TABLE:
        return LN_MODE_TABLE;

    case LN_TAG_CAPTION:
        return LN_MODE_CAPTION;

    case LN_TAG_COLGROUP:
        return LN_MODE_COLUMN_GROUP;

    case LN_TAG_TBODY:
    case LN_TAG_THEAD:
    case LN_TAG_TFOOT:
        return LN_MODE_TABLE_BODY;

    case LN_TAG_TR:
        return LN_MODE_ROW;

    case LN_TAG_TD:
    case LN_TAG_TH:
        return LN_MODE_CELL;

    case LN_TAG_TEMPLATE:
        return LN_MODE_TEMPLATE;

    default:
        return parent;
    }
}


/* What an element is by its name and its parent alone; parent may be NULL. */
static inline void
ln_stack_child(ln_element_t *e, const ln_element_t *parent, uint64_t key,
    ln_tag_id_t id, ln_ns_t ns, unsigned flags)
{
    unsigned   hidden, html_hidden, inert;
    ln_mode_t  mode;

    /* the bits share a byte: each is known before the first is written */

    mode = LN_MODE_BODY;
    hidden = (flags & LN_HIDES) != 0;
    html_hidden = 0;
    inert = 0;

    if (parent != NULL) {
        mode = parent->mode;
        hidden |= parent->hidden;
        html_hidden = parent->ns == LN_NS_HTML ? parent->hidden
                                               : parent->html_hidden;
        inert = parent->inert || ln_element_is(parent, LN_TAG_TEMPLATE);
    }

    e->key = key;
    e->children = 0;
    e->looks = 0;
    e->id = (unsigned char) id;
    e->mode = (unsigned char) (flags & LN_MODES ? ln_stack_mode(id, mode)
                                                : mode);
    e->quick = 0;
    e->ns = ns & 3;
    e->watched = 0;
    e->hidden = hidden & 1;
    e->html_hidden = html_hidden & 1;
    e->integration = 0;
    e->inert = inert & 1;
    e->owned = 0;
}


static void
ln_stack_push(ln_tree_t *tree, uint64_t key, ln_tag_id_t id, ln_ns_t ns,
    const ln_tag_t *tag)
{
    unsigned       flags;
    ln_element_t  *e, *parent;

    if (tree->depth == LN_STACK_DEPTH) {
        tree->overflow++;
        return;
    }

    flags = ns == LN_NS_HTML ? ln_tags[id].flags : LN_HIDES;
    parent = tree->depth ? ln_stack_top(tree) : NULL;

    e = &tree->stack[tree->depth++];
    ln_stack_child(e, parent, key, id, ns, flags);

    if (parent != NULL) {
        parent->children++;
    }

    if (ns == LN_NS_HTML) {
        tree->templates += (id == LN_TAG_TEMPLATE);

        if (tag != NULL) {

            if (ln_hider_may_open(tree, id)) {
                ln_hider_opened(tree, tree->depth - 1);
            }

            if (id == LN_TAG_FONT) {
                e->looks = ln_tag_looks(tree);
            }

            if (flags & LN_FORMATTING_LIST) {
                ln_formatting_opened(tree, tree->depth - 1);
            }
        }

        if (!e->hidden
            && (e->mode == LN_MODE_BODY || e->mode == LN_MODE_CELL
                || e->mode == LN_MODE_CAPTION))
        {
            e->quick = LN_ELEMENT_QUICK;

            if (parent != NULL && parent->quick && !e->watched) {
                e->quick |= tree->quick_tags[id] & LN_ELEMENT_SHUT;
            }
        }

    } else {
        ln_stack_integration(tree, e);
    }

    tree->open[ln_stack_name(key)]++;

    tree->listener.open(tree->listener.ctx, tree->depth - 1, tag,
                        tree->tag->start);
}


void
ln_stack_insert(ln_tree_t *tree, ln_ns_t ns)
{
    if (tree->tag->id == LN_TAG_TEMPLATE && ns == LN_NS_HTML && tree->depth) {
        ln_hider_template(tree);
    }

    if (tree->tag->id == LN_TAG_IMAGE && ns == LN_NS_HTML) {
        /* "Don't ask." (the standard) */
        ln_stack_push(tree, LN_TAG_IMG, LN_TAG_IMG, ns, tree->tag);
        return;
    }

    ln_stack_push(tree, tree->tag->key, tree->tag->id, ns, tree->tag);
}


void
ln_stack_imply(ln_tree_t *tree, ln_tag_id_t id)
{
    ln_stack_push(tree, id, id, LN_NS_HTML, NULL);
}


void
ln_stack_imply_empty(ln_tree_t *tree, ln_tag_id_t id)
{
    if (tree->depth == LN_STACK_DEPTH) {
        return;
    }

    ln_stack_imply(tree, id);
    ln_stack_pop(tree, 1);
    tree->popped = LN_TAG_OTHER;
}


void
ln_stack_insert_void(ln_tree_t *tree)
{
    if (tree->depth == LN_STACK_DEPTH) {
        return;
    }

    ln_stack_insert(tree, LN_NS_HTML);
    ln_stack_pop(tree, 1);
}


void
ln_stack_insert_raw(ln_tree_t *tree)
{
    ln_stack_insert(tree, LN_NS_HTML);

    tree->raw = 1;
    ln_tokenizer_raw(tree->tokenizer, tree->tag->id);
}


static void
ln_stack_closed(ln_tree_t *tree, unsigned index, int own)
{
    ln_element_t  *e;

    e = &tree->stack[index];

    if (e->ns == LN_NS_HTML && (ln_tags[e->id].flags & LN_FORMATTING_LIST)) {
        ln_formatting_closed(tree, index, own);
    }

    if (tree->nhiders) {
        ln_hider_closed(tree, index);
    }

    if (tree->form_at == index) {
        tree->form_at = 0;
    }

    if (e->watched) {
        tree->listener.close(tree->listener.ctx, index, tree->tag->start,
                             own && !tree->tag->opaque ? tree->tag->end
                                                       : tree->tag->start);
    }

    tree->open[ln_stack_name(e->key)]--;

    if (e->ns == LN_NS_HTML) {
        tree->templates -= (e->id == LN_TAG_TEMPLATE);
    }
}


void
ln_stack_pop(ln_tree_t *tree, int own)
{
    ln_stack_closed(tree, tree->depth - 1, own);
    ln_bounds_forget(tree, tree->depth - 1);
    tree->depth--;

    tree->popped = tree->stack[tree->depth].id;
    tree->popped_at = tree->depth;
}


void
ln_stack_pop_to(ln_tree_t *tree, unsigned index, int own)
{
    int  marks;

    marks = ln_formatting_marks(&tree->stack[index]);
    tree->clearing = marks ? index : 0;

    while (tree->depth > index + 1) {
        ln_stack_pop(tree, 0);
    }

    if (marks && tree->listed) {
        ln_formatting_clear(tree);
    }

    ln_stack_pop(tree, own);
}


void
ln_stack_remove(ln_tree_t *tree, unsigned index, int own)
{
    ln_stack_closed(tree, index, own);
    ln_hider_removed(tree, index);
    ln_formatting_removed(tree, index);

    tree->form_at -= (tree->form_at > index);
    ln_bounds_forget(tree, index);
    tree->depth--;
    memmove(&tree->stack[index], &tree->stack[index + 1],
            (tree->depth - index) * sizeof(ln_element_t));
    /* it is in another element now, of which nothing is known here */

    tree->stack[index].quick &= LN_ELEMENT_QUICK;

    tree->listener.removed(tree->listener.ctx, index);
}


void
ln_stack_raise(ln_tree_t *tree, unsigned index, ln_tag_id_t id)
{
    ln_element_t  *e;

    e = &tree->stack[index];

    ln_bounds_forget(tree, index);
    memmove(e + 1, e, (tree->depth - index) * sizeof(ln_element_t));
    tree->depth++;
    tree->open[ln_stack_name(id)]++;
    tree->form_at += (tree->form_at >= index);

    memset(e, 0, sizeof(ln_element_t));
    e->key = id;
    e->id = (unsigned char) id;
    e->ns = LN_NS_HTML;
    e->mode = e[-1].mode;
    e->hidden = e[-1].hidden;
    e->html_hidden = e[-1].html_hidden;
    e->inert = e[-1].inert;
    e->watched = 1;
    e[1].quick &= LN_ELEMENT_QUICK;

    ln_hider_raised(tree, index);
    ln_formatting_raised(tree, index);

    tree->listener.raised(tree->listener.ctx, index);
}


void
ln_stack_imply_ends(ln_tree_t *tree, uint64_t except)
{
    ln_element_t  *top;

    for ( ;; ) {
        top = ln_stack_top(tree);

        if (top->ns != LN_NS_HTML
            || !(ln_tags[top->id].flags & LN_IMPLIED)
            || top->key == except)
        {
            return;
        }

        ln_stack_pop(tree, 0);
    }
}


void
ln_stack_cut(ln_tree_t *tree)
{
    tree->phase = LN_PHASE_CUT;
    tree->frameset = (tree->tag->id == LN_TAG_FRAMESET);
    tree->tokenizer->stopped = 1;
    tree->listener.cut(tree->listener.ctx, tree->tag->start);
}
