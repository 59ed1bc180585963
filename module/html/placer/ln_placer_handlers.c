/* What the tokenizer and the tree tell, and who is told of it in turn. */

#include "html/placer/ln_choice_closer.h"
#include "html/placer/ln_choice_fit.h"
#include "html/placer/ln_choice_open.h"
#include "html/placer/ln_choice_paragraph.h"
#include "html/placer/ln_placer_handlers.h"
#include "html/stack/ln_closer.h"
#include "html/stack/ln_formatting.h"
#include "html/stack/ln_quick.h"
#include "html/stack/ln_reach.h"
#include "html/tree/ln_doctype.h"
#include "html/tree/ln_tree.h"


/*
 * So many end tags of the body and the page are read.  Each one is read as if
 * it were the last, with end tags for all that is hidden then.
 */
#define LN_PLACER_ENDS  256


/* Whether the start tag does no more than to open an element. */
static int
ln_placer_only_opens(const ln_tree_t *tree, const ln_tag_t *tag)
{
    unsigned             kind;
    const ln_element_t  *top;

    kind = ln_quick_kinds[tag->id];
    top = &tree->stack[tree->depth - 1];

    return (kind & (LN_QUICK_OPEN | LN_QUICK_VOID))
           && !(tag->id == LN_TAG_INPUT && tree->open[LN_TAG_SELECT])
           && (top->mode == LN_MODE_BODY || top->mode == LN_MODE_CELL
               || top->mode == LN_MODE_CAPTION)
           && !ln_quick_barred(tree, top, kind);
}


static int
ln_placer_ends_body(const ln_tag_t *tag)
{
    return tag->closing && (tag->id == LN_TAG_BODY || tag->id == LN_TAG_HTML);
}


/*
 * Whether the tag may end the element that is open and hides what is in it,
 * and do so for an element around it.
 */
static int
ln_placer_uncovers(ln_tree_t *tree, const ln_tag_t *tag)
{
    const ln_element_t  *top;

    if (tree->depth == 0 || tree->raw) {
        return 0;
    }

    if (ln_formatting_hides(tree) || ln_placer_ends_body(tag)) {
        return 1;
    }

    top = ln_stack_top(tree);

    if (!top->hidden || ln_element_is(top, LN_TAG_HEAD)) {
        return 0;
    }

    /* what is in a template is so until the outermost one ends */

    if (top->inert || ln_element_is(top, LN_TAG_TEMPLATE)) {
        return tag->closing && tag->id == LN_TAG_TEMPLATE
               && tree->templates == 1 && tag->key != top->key;
    }

    if (tag->closing) {
        return tag->key != top->key
               && (ln_stack_has(tree, tag->key) || tag->id == LN_TAG_P
                   || tag->id == LN_TAG_BR
                   || (ln_tags[tag->id].flags & LN_HEADING));
    }

    if (top->ns != LN_NS_HTML && !top->integration) {
        return (ln_tags[tag->id].flags & LN_BREAKOUT)
               || tag->id == LN_TAG_FONT;
    }

    /* an option within a select uncovers nothing */

    return !(tag->id == LN_TAG_OPTION && top[-1].hidden)
           && !ln_placer_only_opens(tree, tag);
}


/*
 * The end tags of what hides now.  Longer ones than a choice can hold have room
 * once a page.  Without room: 0.
 */
static int
ln_placer_closer(ln_placer_t *placer, int last, char *ends, ln_str_t *closer)
{
    closer->data = (unsigned char *) ends;
    closer->len = ln_stack_closer(&placer->tree, last, ends, LN_CHOICE_CLOSER);

    if (closer->len <= LN_CHOICE_CLOSER) {
        return 1;
    }

    if (last || placer->long_ends) {
        return 0;
    }

    closer->data = (unsigned char *) placer->ends_amid;
    (void) ln_stack_closer(&placer->tree, last, placer->ends_amid,
                           LN_CLOSER_MAX);
    return 1;
}


/* The tag may end what hides all that is written before it: an <svg>. */
static void
ln_placer_uncover(ln_placer_t *placer, const ln_tag_t *tag)
{
    int       last;
    unsigned  reach;
    ln_str_t  closer;
    char      ends[LN_CHOICE_CLOSER];

    reach = ln_stack_reach(&placer->tree, tag);

    /* few of these tags end all that hides, or the element of a place */

    if (reach && placer->tree.stack[reach - 1].hidden
        && !ln_choices_within(&placer->choices, reach, tag->start))
    {
        placer->choices.stuck = reach;
        ln_tree_tag(&placer->tree, tag);
        placer->choices.stuck = 0;
        return;
    }

    last = ln_placer_ends_body(tag);
    placer->choices.stuck = ln_stack_stuck(&placer->tree) ? UINT_MAX : 0;

    if (!ln_placer_closer(placer, last, ends, &closer)) {

        if (last) {

            /* the body ends with the page */

            placer->choices.stuck = 0;
            return;
        }

        placer->choices.stuck = UINT_MAX;
        closer.len = 0;
    }

    placer->choices.covered = (closer.len > 0);
    ln_tree_tag(&placer->tree, tag);
    placer->choices.stuck = 0;

    if (last && placer->tree.phase != LN_PHASE_AFTER_BODY) {
        return;
    }

    placer->long_ends |= ln_choices_closer(&placer->choices,
                                           tag->start < placer->choices.floor
                                           ? tag->end : tag->start, closer);
}


/* The first tag tells that this is a page: it has its notices now. */
static void
ln_placer_late(ln_placer_t *placer, const ln_tag_t *tag)
{
    unsigned      i;
    ln_choice_t  *choice;

    placer->late = 0;

    for (i = 0; i < placer->choices.n; i++) {
        choice = &placer->choices.choices[i];

        if (choice->late && choice->open
            && tag->start >= placer->choices.floor)
        {
            ln_choice_reach(&placer->choices, choice, choice->rank, tag->start,
                            0);
        }
    }
}


/*
 * A <meta> behind the bytes that a prescan looks at.  Browsers read the page in
 * the encoding that it says, if it stands in the head.  A notice is ASCII with
 * character references by then, which all these encodings have: so it matters
 * only where bytes of ASCII are none.
 */
static void
ln_placer_meta(ln_placer_t *placer)
{
    ln_str_t                charset, http_equiv, content;
    ln_charset_t            said;
    const ln_attributes_t  *attributes;

    attributes = &placer->tokenizer.attributes;
    charset = http_equiv = content = ln_str("");

    (void) ln_attribute_find(attributes, LN_ATTRIBUTE_CHARSET, &charset);
    (void) ln_attribute_find(attributes, LN_ATTRIBUTE_HTTP_EQUIV,
                             &http_equiv);
    (void) ln_attribute_find(attributes, LN_ATTRIBUTE_CONTENT, &content);

    said = ln_prescan_attributes(charset, http_equiv, content);

    if (said == LN_CHARSET_UNKNOWN) {
        return;
    }

    ln_code_units_said(&placer->units, said);

    if (said == LN_CHARSET_ISO2022JP || said == LN_CHARSET_MULTIBYTE) {
        placer->page.encoding = said;
    }
}


static void
ln_placer_tag(void *ctx, const ln_tag_t *tag)
{
    ln_placer_t  *placer = ctx;

    if (placer->late) {
        ln_placer_late(placer, tag);
    }

    if (placer->choices.pending | placer->choices.fresh) {
        ln_choices_expire(&placer->choices, tag->end);
        ln_choices_tag(&placer->choices, tag);
    }

    if (placer->choices.contains) {
        ln_choices_before(&placer->choices);
    }

    if (tag->id == LN_TAG_HTML || tag->id == LN_TAG_HEAD
        || tag->id == LN_TAG_BODY)
    {
        placer->page.document |= !tag->closing;
    }

    if (tag->id == LN_TAG_META && placer->units.unsaid
        && placer->tree.phase < LN_PHASE_BODY)
    {
        ln_placer_meta(placer);
    }

    if (ln_placer_ends_body(tag) && placer->ends++ >= LN_PLACER_ENDS) {

        /* the body ends with the page */

    } else if (ln_placer_uncovers(&placer->tree, tag)) {
        ln_placer_uncover(placer, tag);

    } else {
        ln_tree_tag(&placer->tree, tag);
    }

    if (placer->choices.contains && ln_placer_ends_body(tag)) {
        ln_choices_fit(&placer->choices);
    }

    placer->tokenizer.stopped |= ln_placer_settled(placer);
}


static void
ln_placer_text(void *ctx, uint64_t offset, int blank)
{
    ln_placer_t  *placer = ctx;

    ln_choices_expire(&placer->choices, offset + 1);
    ln_tree_text(&placer->tree, offset, blank);

    placer->tokenizer.stopped |= ln_placer_settled(placer);
}


static void
ln_placer_doctype(void *ctx)
{
    ln_placer_t  *placer = ctx;

    placer->page.document = 1;

    ln_tree_doctype(&placer->tree);
}


/* <html lang>, or in XHTML <html xml:lang>. */
static void
ln_placer_language(ln_placer_t *placer, const ln_tag_t *tag)
{
    ln_str_t                lang;
    const ln_attributes_t  *attributes;

    placer->page.lang_settled = 1;
    attributes = &placer->tokenizer.attributes;

    if (tag == NULL
        || (ln_attribute_find(attributes, LN_ATTRIBUTE_LANG, &lang) == NULL
            && ln_attribute_find(attributes, LN_ATTRIBUTE_XML_LANG, &lang)
               == NULL)
        || lang.len > LN_PLACER_LANG)
    {
        return;
    }

    memcpy(placer->lang, lang.data, lang.len);
    placer->page.lang.data = placer->lang;
    placer->page.lang.len = lang.len;
}


static void
ln_placer_open(void *ctx, unsigned index, const ln_tag_t *tag, uint64_t at)
{
    int           late;
    ln_placer_t  *placer = ctx;

    if (index == 0 && !placer->page.lang_settled) {
        late = tag && tag->end * placer->units.width > LN_PLACER_LANG_MAX;
        ln_placer_language(placer, late ? NULL : tag);
    }

    ln_choices_open(&placer->choices, index, tag, at);
}


static void
ln_placer_close(void *ctx, unsigned index, uint64_t append, uint64_t after)
{
    ln_placer_t  *placer = ctx;

    ln_choices_paragraph_closed(&placer->choices, index);
    ln_choices_close(&placer->choices, index, append, after);
}


static void
ln_placer_removed(void *ctx, unsigned index)
{
    ln_placer_t  *placer = ctx;

    ln_choices_removed(&placer->choices, index);
    ln_choices_paragraph_removed(&placer->choices, index);
}


static void
ln_placer_raised(void *ctx, unsigned index)
{
    ln_placer_t  *placer = ctx;

    ln_choices_raised(&placer->choices, index);
    ln_choices_paragraph_raised(&placer->choices, index);
}


static void
ln_placer_barred(void *ctx, unsigned index)
{
    ln_placer_t  *placer = ctx;

    ln_choices_barred(&placer->choices, index);
}


static int
ln_placer_was_ended(void *ctx, unsigned index)
{
    ln_placer_t  *placer = ctx;

    return ln_choices_paragraph_ended(&placer->choices, index);
}


static void
ln_placer_ended(void *ctx, const ln_tag_t *tag)
{
    ln_placer_t  *placer = ctx;

    ln_choices_ended(&placer->choices, tag);
}


static void
ln_placer_reopened(void *ctx)
{
    ln_placer_t  *placer = ctx;

    ln_choices_reopened(&placer->choices);
}


void
ln_placer_settle(ln_placer_t *placer, uint64_t at, const char *before,
    int last)
{
    char      *ends;
    size_t     len;
    ln_str_t   closer;

    ends = placer->ends_of_all;
    len = 0;

    /* ISO-2022-JP, at its end: back to ASCII */

    if (last && placer->units.shift == LN_CODE_UNITS_OTHER
        && at == placer->tokenizer.offset)
    {
        len = sizeof("\x1b(B") - 1;
        memcpy(ends, "\x1b(B", len);
    }

    memcpy(ends + len, before, strlen(before));
    len += strlen(before);

    len += ln_stack_closer(&placer->tree, last, ends + len, LN_CLOSER_MAX);

    closer.len = len;
    closer.data = (const unsigned char *) ends;

    ln_choices_finish(&placer->choices, at, closer);
}


static void
ln_placer_cut(void *ctx, uint64_t at)
{
    ln_placer_t  *placer = ctx;

    placer->page.frameset = placer->tree.frameset;

    if (at < placer->choices.floor) {

        /* the tag has begun to be sent: whatever follows it is not shown */

        placer->page.unshown = (placer->choices.undecided > 0);
        at = placer->tokenizer.tag.end;
    }

    ln_placer_settle(placer, at, "", 0);
}


void
ln_placer_handlers(ln_placer_t *placer, ln_tokenizer_listener_t *tokens,
    ln_tree_listener_t *elements)
{
    tokens->tag = ln_placer_tag;
    tokens->text = ln_placer_text;
    tokens->doctype = ln_placer_doctype;
    tokens->ctx = placer;

    elements->open = ln_placer_open;
    elements->close = ln_placer_close;
    elements->removed = ln_placer_removed;
    elements->raised = ln_placer_raised;
    elements->barred = ln_placer_barred;
    elements->was_ended = ln_placer_was_ended;
    elements->ended = ln_placer_ended;
    elements->reopened = ln_placer_reopened;
    elements->cut = ln_placer_cut;
    elements->ctx = placer;
}
