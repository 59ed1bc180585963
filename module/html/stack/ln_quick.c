#include "html/stack/ln_hider.h"
#include "html/stack/ln_quick.h"


/* Of a name of less than 8 letters; and of any other. */
#define LN_QUICK_PLAIN  (LN_QUICK_OPEN | LN_QUICK_END | LN_QUICK_SHUT)
#define LN_QUICK_STYLE  (LN_QUICK_PLAIN | LN_QUICK_FORMAT)
#define LN_QUICK_NAME   (LN_QUICK_OPEN | LN_QUICK_END)
#define LN_QUICK_TD     (LN_QUICK_PART | LN_QUICK_END | LN_QUICK_SHUT)


const uint16_t  ln_quick_kinds[LN_TAG_MAX] = {
    [LN_TAG_A]          = LN_QUICK_STYLE | LN_QUICK_A,
    [LN_TAG_OTHER]      = LN_QUICK_NAME | LN_QUICK_FOREIGN,
    [LN_TAG_ABBR]       = LN_QUICK_PLAIN,
    [LN_TAG_ADDRESS]    = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_AREA]       = LN_QUICK_VOID,
    [LN_TAG_ARTICLE]    = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_ASIDE]      = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_B]          = LN_QUICK_STYLE,
    [LN_TAG_BIG]        = LN_QUICK_STYLE,
    [LN_TAG_BLOCKQUOTE] = LN_QUICK_NAME | LN_QUICK_BLOCK,
    [LN_TAG_BR]         = LN_QUICK_VOID,
    [LN_TAG_BUTTON]     = LN_QUICK_PLAIN | LN_QUICK_BUTTON,
    [LN_TAG_CENTER]     = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_CODE]       = LN_QUICK_STYLE,
    [LN_TAG_DD]         = LN_QUICK_PLAIN | LN_QUICK_BLOCK | LN_QUICK_ITEM,
    [LN_TAG_DIV]        = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_DL]         = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_DT]         = LN_QUICK_PLAIN | LN_QUICK_BLOCK | LN_QUICK_ITEM,
    [LN_TAG_EM]         = LN_QUICK_STYLE,
    [LN_TAG_EMBED]      = LN_QUICK_VOID,
    [LN_TAG_FIGCAPTION] = LN_QUICK_NAME | LN_QUICK_BLOCK,
    [LN_TAG_FIGURE]     = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_FONT]       = LN_QUICK_END | LN_QUICK_SHUT,
    [LN_TAG_FOOTER]     = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_H1]         = LN_QUICK_NAME | LN_QUICK_BLOCK | LN_QUICK_HEADING,
    [LN_TAG_H2]         = LN_QUICK_NAME | LN_QUICK_BLOCK | LN_QUICK_HEADING,
    [LN_TAG_H3]         = LN_QUICK_NAME | LN_QUICK_BLOCK | LN_QUICK_HEADING,
    [LN_TAG_H4]         = LN_QUICK_NAME | LN_QUICK_BLOCK | LN_QUICK_HEADING,
    [LN_TAG_H5]         = LN_QUICK_NAME | LN_QUICK_BLOCK | LN_QUICK_HEADING,
    [LN_TAG_H6]         = LN_QUICK_NAME | LN_QUICK_BLOCK | LN_QUICK_HEADING,
    [LN_TAG_HEADER]     = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_I]          = LN_QUICK_STYLE,
    [LN_TAG_IFRAME]     = LN_QUICK_RAW,
    [LN_TAG_IMG]        = LN_QUICK_VOID,
    [LN_TAG_INPUT]      = LN_QUICK_VOID,
    [LN_TAG_LI]         = LN_QUICK_PLAIN | LN_QUICK_BLOCK | LN_QUICK_ITEM,
    [LN_TAG_LINK]       = LN_QUICK_VOID,
    [LN_TAG_MAIN]       = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_MENU]       = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_META]       = LN_QUICK_VOID,
    [LN_TAG_NAV]        = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_NOSCRIPT]   = LN_QUICK_RAW,
    [LN_TAG_OL]         = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_OPTION]     = LN_QUICK_OPTION,
    [LN_TAG_P]          = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_PRE]        = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_S]          = LN_QUICK_STYLE,
    [LN_TAG_SCRIPT]     = LN_QUICK_RAW,
    [LN_TAG_SECTION]    = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_SMALL]      = LN_QUICK_STYLE,
    [LN_TAG_SOURCE]     = LN_QUICK_VOID,
    [LN_TAG_SPAN]       = LN_QUICK_PLAIN,
    [LN_TAG_STRIKE]     = LN_QUICK_STYLE,
    [LN_TAG_STRONG]     = LN_QUICK_STYLE,
    [LN_TAG_STYLE]      = LN_QUICK_RAW,
    [LN_TAG_SUB]        = LN_QUICK_PLAIN,
    [LN_TAG_SUMMARY]    = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_SUP]        = LN_QUICK_PLAIN,
    [LN_TAG_SVG]        = LN_QUICK_SVG,
    [LN_TAG_TD]         = LN_QUICK_TD,
    [LN_TAG_TH]         = LN_QUICK_TD,
    [LN_TAG_TR]         = LN_QUICK_PART | LN_QUICK_END,
    [LN_TAG_TT]         = LN_QUICK_STYLE,
    [LN_TAG_U]          = LN_QUICK_STYLE,
    [LN_TAG_UL]         = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_VAR]        = LN_QUICK_PLAIN,
    [LN_TAG_WBR]        = LN_QUICK_VOID
};


/* Nearly all tags are quiet: eight of them at once. */
void
ln_quick_quiet(ln_tree_t *tree, const unsigned char *told)
{
    unsigned  i;
    uint64_t  eight;

    memcpy(tree->quick_tags, ln_quick_kinds, sizeof(ln_quick_kinds));

    for (i = 0; i < LN_TAG_MAX; i++) {

        if (i % 8 == 0 && LN_TAG_MAX - i >= 8) {
            memcpy(&eight, told + i, 8);

            if (eight == 0) {
                i += 7;
                continue;
            }
        }

        if (told[i] == LN_QUICK_TOLD) {
            tree->quick_tags[i] &= LN_QUICK_END | LN_QUICK_SHUT;

        } else if (told[i] == LN_QUICK_TOLD_SHALLOW) {
            tree->quick_tags[i] |= LN_QUICK_ROOT;
        }
    }
}


/* Puts a child of the current element on the stack. */
static ln_element_t *
ln_quick_push(ln_tree_t *tree, ln_tag_id_t id, uint64_t key, ln_ns_t ns)
{
    ln_element_t  *e, *parent;

    e = &tree->stack[tree->depth];
    parent = e - 1;

    memset(e, 0, sizeof(ln_element_t));

    e->key = key;
    e->id = (unsigned char) id;
    e->mode = parent->mode;
    e->ns = ns;
    e->hidden = parent->hidden;
    e->html_hidden = parent->ns == LN_NS_HTML ? parent->hidden
                                              : parent->html_hidden;
    e->inert = parent->inert;

    parent->children++;

    tree->depth++;
    tree->open[ln_stack_name(key)]++;

    return e;
}


int
ln_quick_svg(ln_tree_t *tree, uint64_t key, unsigned self_closing)
{
    ln_element_t  *e;

    if (self_closing) {
        ln_stack_top(tree)->children++;
        return 1;
    }

    e = ln_quick_push(tree, LN_TAG_SVG, key, LN_NS_SVG);
    e->hidden = 1;

    tree->tokenizer->foreign = 1;

    return 1;
}


/* In an <svg> most names open an element that no HTML can stand in. */
static int
ln_quick_foreign(ln_tree_t *tree, uint64_t key, unsigned self_closing,
    unsigned kind)
{
    ln_element_t  *top;

    top = ln_stack_top(tree);

    if (!(kind & LN_QUICK_FOREIGN) || !(kind & LN_QUICK_OPEN)
        || top->integration)
    {
        return 0;
    }

    if (self_closing) {
        top->children++;
        return 1;
    }

    (void) ln_quick_push(tree, LN_TAG_OTHER, key, LN_NS_SVG);

    return 1;
}


static int
ln_quick_part_open(ln_tree_t *tree, ln_tag_id_t id, uint64_t key,
    unsigned kind)
{
    ln_element_t        *e;
    const ln_element_t  *top;

    top = ln_stack_top(tree);

    if (top->inert) {
        return 0;
    }

    if (top->id == LN_TAG_SELECT && (kind & LN_QUICK_OPTION)) {
        e = ln_quick_push(tree, id, key, LN_NS_HTML);
        e->hidden = 1;
        return 1;
    }

    if (top->hidden || !(ln_tags[top->id].flags & LN_PART)) {
        return 0;
    }

    if (top->mode == LN_MODE_ROW && (kind & LN_QUICK_PART)
        && id != LN_TAG_TR && !tree->listed)
    {
        e = ln_quick_push(tree, id, key, LN_NS_HTML);
        e->mode = LN_MODE_CELL;
        e->quick = (unsigned char) (LN_ELEMENT_QUICK | (kind & LN_QUICK_SHUT));
        return 1;
    }

    if (top->mode == LN_MODE_TABLE_BODY && id == LN_TAG_TR
        && (kind & LN_QUICK_PART))
    {
        e = ln_quick_push(tree, id, key, LN_NS_HTML);
        e->mode = LN_MODE_ROW;
        return 1;
    }

    return 0;
}


static int
ln_quick_part_end(ln_tree_t *tree, uint64_t key, unsigned kind)
{
    const ln_element_t  *top;

    top = ln_stack_top(tree);

    if (top->key != key || top->watched || top->inert
        || (tree->nhiders && ln_hider_find(tree, tree->depth - 1)))
    {
        return 0;
    }

    if (top->ns == LN_NS_SVG) {
        if (!(kind & (LN_QUICK_SVG | LN_QUICK_FOREIGN))) {
            return 0;
        }

        ln_quick_pop(tree, key);

        tree->tokenizer->foreign = ln_stack_top(tree)->ns != LN_NS_HTML;

        return 1;
    }

    if ((kind & LN_QUICK_OPTION ? top[-1].id == LN_TAG_SELECT
                                : (kind & LN_QUICK_PART) && !top->hidden)
        && top->ns == LN_NS_HTML && top[-1].ns == LN_NS_HTML)
    {
        ln_quick_pop(tree, key);
        return 1;
    }

    return 0;
}


int
ln_quick_part(ln_tree_t *tree, ln_tag_id_t id, uint64_t key,
    unsigned closing, unsigned self_closing, unsigned kind)
{
    const ln_element_t  *top;

    if (closing) {
        return ln_quick_part_end(tree, key, kind);
    }

    if (tree->depth == LN_STACK_DEPTH) {
        return 0;
    }

    top = ln_stack_top(tree);

    switch (top->ns) {

    case LN_NS_SVG:
        return ln_quick_foreign(tree, key, self_closing, kind);

    case LN_NS_HTML:
        return ln_quick_part_open(tree, id, key, kind);

    default:
        return 0;
    }
}


int
ln_quick_raw(ln_tree_t *tree, const ln_tag_t *tag)
{
    ln_element_t  *e;

    if (!(tree->quick_tags[tag->id] & LN_QUICK_RAW)
        || !ln_stack_top(tree)->quick || tree->depth == LN_STACK_DEPTH
        || (tree->tokenizer->attributes_read
            && ln_attributes_hide(&tree->tokenizer->attributes)))
    {
        return 0;
    }

    e = ln_quick_push(tree, tag->id, tag->key, LN_NS_HTML);
    e->hidden = (ln_tags[tag->id].flags & LN_HIDES) != 0;

    tree->raw = 1;
    tree->quick = 0;
    ln_tokenizer_raw(tree->tokenizer, tag->id);

    return 1;
}


int
ln_quick_told(ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned  kind;

    kind = ln_quick_kinds[tag->id];

    if (!(kind & LN_QUICK_OPEN) || !ln_stack_top(tree)->quick
        || (tree->tokenizer->attributes_read
            && ln_attributes_hide(&tree->tokenizer->attributes))
        || !ln_quick_tag(tree, tag->id, tag->key, 0, 0, kind))
    {
        return 0;
    }

    tree->listener.open(tree->listener.ctx, tree->depth - 1, tag, tag->start);

    return 1;
}
