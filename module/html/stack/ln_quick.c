#include "html/stack/ln_hider.h"
#include "html/stack/ln_quick.h"


/* Of a name of less than 8 letters; and of any other. */
#define LN_QUICK_PLAIN  (LN_QUICK_OPEN | LN_QUICK_END | LN_QUICK_SHUT)
#define LN_QUICK_STYLE  (LN_QUICK_PLAIN | LN_QUICK_FORMAT)
#define LN_QUICK_NAME   (LN_QUICK_OPEN | LN_QUICK_END)


const uint16_t  ln_quick_kinds[LN_TAG_MAX] = {
    [LN_TAG_OTHER]      = LN_QUICK_NAME,
    [LN_TAG_A]          = LN_QUICK_STYLE | LN_QUICK_A,
    [LN_TAG_ABBR]       = LN_QUICK_PLAIN,
    [LN_TAG_ADDRESS]    = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_AREA]       = LN_QUICK_VOID,
    [LN_TAG_ARTICLE]    = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_ASIDE]      = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_B]          = LN_QUICK_STYLE,
    [LN_TAG_BIG]        = LN_QUICK_STYLE,
    [LN_TAG_BLOCKQUOTE] = LN_QUICK_NAME | LN_QUICK_BLOCK,
    [LN_TAG_BR]         = LN_QUICK_VOID,
    [LN_TAG_BUTTON]     = LN_QUICK_END | LN_QUICK_SHUT,
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
    [LN_TAG_IMG]        = LN_QUICK_VOID,
    [LN_TAG_INPUT]      = LN_QUICK_VOID,
    [LN_TAG_LI]         = LN_QUICK_PLAIN | LN_QUICK_BLOCK | LN_QUICK_ITEM,
    [LN_TAG_LINK]       = LN_QUICK_VOID,
    [LN_TAG_MAIN]       = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_MENU]       = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_META]       = LN_QUICK_VOID,
    [LN_TAG_NAV]        = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_OL]         = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_P]          = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_PRE]        = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_S]          = LN_QUICK_STYLE,
    [LN_TAG_SECTION]    = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_SMALL]      = LN_QUICK_STYLE,
    [LN_TAG_SOURCE]     = LN_QUICK_VOID,
    [LN_TAG_SPAN]       = LN_QUICK_PLAIN,
    [LN_TAG_STRIKE]     = LN_QUICK_STYLE,
    [LN_TAG_STRONG]     = LN_QUICK_STYLE,
    [LN_TAG_SUB]        = LN_QUICK_PLAIN,
    [LN_TAG_SUMMARY]    = LN_QUICK_PLAIN | LN_QUICK_BLOCK,
    [LN_TAG_SUP]        = LN_QUICK_PLAIN,
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


int
ln_quick_told(ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned  kind;

    kind = ln_quick_kinds[tag->id];

    if (!(kind & LN_QUICK_OPEN)
        || (tree->tokenizer->attributes_read
            && ln_attributes_hide(&tree->tokenizer->attributes))
        || !ln_quick_tag(tree, tag->id, tag->key, 0, kind))
    {
        return 0;
    }

    tree->listener.open(tree->listener.ctx, tree->depth - 1, tag, tag->start);

    return 1;
}
