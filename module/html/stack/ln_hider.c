#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"
#include "html/stack/ln_hides.h"
#include "html/stack/ln_looks.h"


/* A slot that many elements deep in its shadow tree counts as none. */
#define LN_HIDER_SLOT  32


const ln_hider_t *
ln_hider_find(const ln_tree_t *tree, unsigned index)
{
    unsigned  i;

    for (i = tree->nhiders; i > 0; i--) {
        if (tree->hiders[i - 1].index == index) {
            return &tree->hiders[i - 1];
        }
    }

    return NULL;
}


const ln_hider_t *
ln_hider_named(const ln_tree_t *tree, uint64_t key)
{
    unsigned  i;

    for (i = 0; i < tree->nhiders; i++) {
        if (tree->stack[tree->hiders[i].index].key == key) {
            return &tree->hiders[i];
        }
    }

    return NULL;
}


/*
 * 1 if there is room for one more.  Formatting needs it: it opens again, unless
 * an end tag of its own ends it.  What else hides all that is in it does so
 * without.
 */
static int
ln_hider_room(ln_tree_t *tree, unsigned index)
{
    unsigned       i;
    ln_hider_t    *hider;
    ln_element_t  *e;

    if (tree->nhiders < LN_STACK_HIDERS) {
        return 1;
    }

    if (!ln_formatting_is(&tree->stack[index])) {
        return 0;
    }

    for (i = 0; i < tree->nhiders; i++) {
        hider = &tree->hiders[i];
        e = &tree->stack[hider->index];

        if (hider->whole && e->id != LN_TAG_OTHER && !ln_formatting_is(e)) {
            tree->nhiders--;
            memmove(hider, hider + 1,
                    (tree->nhiders - i) * sizeof(ln_hider_t));
            return 1;
        }
    }

    return 0;
}


/* Where there is no room for one more, the element hides all the same. */
static ln_hider_t *
ln_hider_add(ln_tree_t *tree, unsigned index)
{
    ln_hider_t            *hider;
    const ln_tokenizer_t  *t;

    if (!ln_hider_room(tree, index)) {

        if (ln_formatting_is(&tree->stack[index])) {
            ln_stack_cut(tree);
        }

        return NULL;
    }

    hider = &tree->hiders[tree->nhiders++];
    memset(hider, 0, sizeof(ln_hider_t));
    hider->index = index;
    hider->looks = ln_tag_looks(tree);

    /* names of no rule are nowhere else when their end tag is to be written */

    t = tree->tokenizer;

    if (tree->stack[index].key
        == ln_tag_key(LN_TAG_OTHER, t->other, t->other_len))
    {
        memcpy(hider->name, t->other, t->other_len);
        hider->len = (unsigned char) t->other_len;

    } else if (ln_element_is(&tree->stack[index], LN_TAG_OTHER)) {

        /* too long a name: nothing ends the element, and none is shown in it */

        ln_stack_cut(tree);
    }

    return hider;
}


/* The first summary of a details that is closed is shown. */
static void
ln_hider_summary(ln_tree_t *tree, unsigned index)
{
    ln_hider_t  *hider;

    hider = (ln_hider_t *) ln_hider_find(tree, index - 1);

    if (hider == NULL || hider->summary
        || !ln_element_is(&tree->stack[index - 1], LN_TAG_DETAILS)
        || hider->whole)
    {
        return;
    }

    hider->summary = 1;
    tree->stack[index].hidden = tree->stack[index - 2].hidden;
}


/* The root of the shadow tree that the slot is in shows what the slot names. */
static void
ln_hider_slot(ln_tree_t *tree, unsigned index)
{
    unsigned       i;
    ln_str_t       name;
    ln_hider_t    *host;
    ln_element_t  *e;

    for (i = index - 1; i > 0; i--) {
        e = &tree->stack[i];

        if (index - i > LN_HIDER_SLOT) {
            return;
        }

        if (ln_element_is(e, LN_TAG_TEMPLATE)) {
            break;
        }

        host = (ln_hider_t *) ln_hider_find(tree, i);

        if (e->ns != LN_NS_HTML || (ln_tags[e->id].flags & LN_HIDES)
            || (host != NULL && !host->slot && !host->named && !host->moves))
        {
            return;
        }
    }

    host = i > 0 ? (ln_hider_t *) ln_hider_find(tree, i - 1) : NULL;

    if (host == NULL || !host->root) {
        return;
    }

    if (ln_attribute_find(&tree->tokenizer->attributes, LN_ATTRIBUTE_NAME_OF,
                          &name) == NULL
        || name.len == 0)
    {
        host->slot = 1;
    }
}


/*
 * Whether the element, which hides nothing, must be closed by its name before
 * one around it that does: `</form>` and `</foreignObject>` leave it open.
 */
static int
ln_hider_is_named(const ln_tree_t *tree, const ln_element_t *e)
{
    return e->id == LN_TAG_OTHER && !e->inert
           && ((e->hidden && tree->open[LN_TAG_FORM])
               || tree->open[LN_TAG_FOREIGNOBJECT]
               || e[-1].ns != LN_NS_HTML);
}


void
ln_hider_opened(ln_tree_t *tree, unsigned index)
{
    int            hides, moves;
    ln_hider_t    *hider;
    ln_element_t  *e;

    e = &tree->stack[index];

    if (e->id == LN_TAG_SUMMARY && index > 1) {
        ln_hider_summary(tree, index);

    } else if (e->id == LN_TAG_SLOT && e->inert) {
        ln_hider_slot(tree, index);
    }

    /* a page whose whole body is hidden has no better place */

    if (index < 2 || (ln_tags[e->id].flags & LN_VOID)) {
        return;
    }

    hides = tree->tokenizer->attributes_read
            && (ln_hides_grouped(tree, e)
                || ln_hides(&tree->tokenizer->attributes, e));
    moves = tree->tokenizer->attributes_read && !hides
            && ln_hides_moved(&tree->tokenizer->attributes, e);

    if (!hides && !moves && !ln_hider_is_named(tree, e)) {
        return;
    }

    hider = ln_hider_add(tree, index);

    if (hider != NULL) {
        hider->whole = hides && (e->id != LN_TAG_DETAILS
                         || ln_attributes_hide(&tree->tokenizer->attributes));
        hider->moves = (moves != 0);
        hider->named = !hides && !moves;
    }

    e->hidden |= (hides != 0);

    /* its end tag must not go the short way: what is noted of it ends then */

    e->watched |= !hides;
}


int
ln_hider_may_host(const ln_tree_t *tree, unsigned index)
{
    const ln_element_t  *e;

    e = &tree->stack[index];

    if (e->ns != LN_NS_HTML || index < 2 || tree->xml) {
        return 0;
    }

    switch (e->id) {

    case LN_TAG_OTHER:
    case LN_TAG_ARTICLE:
    case LN_TAG_ASIDE:
    case LN_TAG_BLOCKQUOTE:
    case LN_TAG_DIV:
    case LN_TAG_FOOTER:
    case LN_TAG_H1:
    case LN_TAG_H2:
    case LN_TAG_H3:
    case LN_TAG_H4:
    case LN_TAG_H5:
    case LN_TAG_H6:
    case LN_TAG_HEADER:
    case LN_TAG_MAIN:
    case LN_TAG_NAV:
    case LN_TAG_P:
    case LN_TAG_SECTION:
    case LN_TAG_SPAN:
        break;

    default:
        return 0;
    }

    return 1;
}


int
ln_hider_shadow_root(const ln_tree_t *tree, const ln_tag_t *tag)
{
    ln_str_t  mode;

    return tag->id == LN_TAG_TEMPLATE && !tag->closing && !tag->opaque
           && ln_attribute_find(&tree->tokenizer->attributes,
                                LN_ATTRIBUTE_SHADOWROOTMODE, &mode)
           && ((mode.len == 4
                && ln_caseless_eq(mode.data, (const unsigned char *) "open",
                                  4))
               || (mode.len == 6
                   && ln_caseless_eq(mode.data,
                                     (const unsigned char *) "closed", 6)));
}


void
ln_stack_bar(ln_tree_t *tree, unsigned index)
{
    unsigned       i;
    ln_element_t  *e;

    for (i = index; i < tree->depth; i++) {
        e = &tree->stack[i];
        e->hidden = 1;
        e->quick = 0;
    }

    tree->listener.barred(tree->listener.ctx, index);
}


void
ln_hider_template(ln_tree_t *tree)
{
    unsigned           index;
    ln_hider_t        *host;
    const ln_hider_t  *known;

    index = tree->depth - 1;
    known = ln_hider_find(tree, index);

    if (!ln_hider_shadow_root(tree, tree->tag)
        || !ln_hider_may_host(tree, index) || (known && known->host))
    {
        return;
    }

    host = known ? (ln_hider_t *) known : ln_hider_add(tree, index);

    if (host != NULL) {
        host->whole = known != NULL && !known->named && !known->moves;
        host->host = 1;
        host->root = 1;
    }

    if (!ln_stack_top(tree)->hidden) {
        ln_stack_bar(tree, index);
    }
}


void
ln_hider_closed(ln_tree_t *tree, unsigned index)
{
    ln_hider_t  *hider;

    hider = &tree->hiders[tree->nhiders - 1];

    if (hider->index == index) {
        tree->nhiders--;
        return;
    }

    /* the shadow root is whole: its host shows what has a slot */

    if (hider->root && index == hider->index + 1
        && ln_element_is(&tree->stack[index], LN_TAG_TEMPLATE))
    {
        hider->root = 0;

        if (hider->slot && !hider->whole) {
            tree->stack[hider->index].hidden =
                                         tree->stack[hider->index - 1].hidden;
        }
    }
}


void
ln_hider_removed(ln_tree_t *tree, unsigned index)
{
    unsigned  i, n;

    for (i = 0, n = 0; i < tree->nhiders; i++) {
        if (tree->hiders[i].index == index) {
            continue;
        }

        tree->hiders[n] = tree->hiders[i];
        tree->hiders[n].index -= (tree->hiders[n].index > index);
        n++;
    }

    tree->nhiders = n;
}


void
ln_hider_raised(ln_tree_t *tree, unsigned index)
{
    unsigned  i;

    for (i = 0; i < tree->nhiders; i++) {
        tree->hiders[i].index += (tree->hiders[i].index >= index);
    }
}


void
ln_hider_again(ln_tree_t *tree, unsigned index, uint32_t looks)
{
    unsigned     i;
    ln_hider_t  *hider;

    ln_stack_bar(tree, index);

    if (!ln_hider_room(tree, index)) {
        return;
    }

    for (i = tree->nhiders++; i > 0 && tree->hiders[i - 1].index > index; i--)
    {
        tree->hiders[i] = tree->hiders[i - 1];
    }

    hider = &tree->hiders[i];
    memset(hider, 0, sizeof(ln_hider_t));
    hider->index = index;
    hider->whole = 1;
    hider->looks = looks;
}


void
ln_hider_uncover(ln_tree_t *tree, unsigned index)
{
    unsigned       i;
    ln_element_t  *e;

    for (i = index; i < tree->depth; i++) {
        e = &tree->stack[i];

        if (!e->hidden) {
            continue;
        }

        if (e->ns != LN_NS_HTML || tree->stack[i - 1].hidden
            || (ln_tags[e->id].flags & LN_HIDES)
            || ln_hider_find(tree, i) != NULL)
        {
            return;
        }

        e->hidden = 0;
    }
}
