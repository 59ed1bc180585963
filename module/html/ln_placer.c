/*
 * The page's way: bytes (ln_unit.c: UTF-16 becomes a byte a unit), the
 * patterns' window (ln_window.c), the tokenizer, the tree, the notices.
 */

#include "ln_ascii.h"
#include "ln_placer.h"
#include "ln_prescan.h"
#include "ln_unit.h"
#include "ln_window.h"



#define LN_PLACER_LANG    64


struct ln_placer_s {
    ln_tokenizer_t   tokenizer;
    ln_tree_t        tree;
    ln_notices_t     notices;
    ln_window_t      window;
    ln_units_t       units;

    uint64_t         fed;               /* bytes */
    unsigned         given;
    unsigned         finished:1;

    ln_charset_t     declared;          /* by Content-Type */

    ln_page_t        page;
    ln_placement_t   placement;

    unsigned         prescan_len;
    unsigned char    prescan[LN_PRESCAN_BYTES];
    unsigned char    label[LN_PRESCAN_LABEL];
    unsigned char    lang[LN_PLACER_LANG];
};


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

    top = ln_tree_top(tree);

    if (!top->hidden || ln_tree_is(top, LN_TAG_HEAD)) {
        return 0;
    }

    if (tag->closing) {
        return tag->key != top->key;
    }

    if (top->ns != LN_NS_HTML && !top->integration) {
        return (ln_tags[tag->id].flags & LN_BREAKOUT)
               || tag->id == LN_TAG_FONT;
    }

    return tag->id != LN_TAG_OPTION;
}


/* The tag may end what hides all that is written before it: an <svg>. */
static void
ln_placer_uncover(ln_placer_t *placer, const ln_tag_t *tag)
{
    ln_str_t  closer;
    char      ends[LN_NOTICE_CLOSER];

    closer.len = ln_tree_closer(&placer->tree, 0, ends, sizeof(ends));
    closer.data = (unsigned char *) ends;

    ln_tree_tag(&placer->tree, tag);

    ln_notices_closer(&placer->notices, tag->start, closer);
}


static void
ln_placer_tag(void *ctx, const ln_tag_t *tag)
{
    ln_placer_t  *placer = ctx;

    if (placer->notices.pending) {
        ln_notices_expire(&placer->notices, tag->end);
    }

    if (ln_placer_uncovers(&placer->tree, tag)) {
        ln_placer_uncover(placer, tag);

    } else {
        ln_tree_tag(&placer->tree, tag);
    }

    if (placer->notices.undecided == 0) {
        placer->tokenizer.stopped = 1;
    }
}


static void
ln_placer_text(void *ctx, uint64_t offset)
{
    ln_placer_t  *placer = ctx;

    ln_notices_expire(&placer->notices, offset + 1);
    ln_tree_text(&placer->tree, offset);

    placer->tokenizer.stopped |= (placer->notices.undecided == 0);
}


static void
ln_placer_doctype(void *ctx)
{
    ln_placer_t  *placer = ctx;

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
    ln_placer_t  *placer = ctx;

    if (index == 0) {
        ln_placer_language(placer, tag);
    }

    ln_notices_open(&placer->notices, index, tag, at);
}


static void
ln_placer_close(void *ctx, unsigned index, uint64_t append, uint64_t after)
{
    ln_placer_t  *placer = ctx;

    ln_notices_close(&placer->notices, index, append, after);
}


static void
ln_placer_removed(void *ctx, unsigned index)
{
    ln_placer_t  *placer = ctx;

    ln_notices_removed(&placer->notices, index);
}


static void
ln_placer_ended(void *ctx, const ln_tag_t *tag)
{
    ln_placer_t  *placer = ctx;

    ln_notices_ended(&placer->notices, tag);
}


static void
ln_placer_reopened(void *ctx)
{
    ln_placer_t  *placer = ctx;

    ln_notices_reopened(&placer->notices);
}


/* Decides on all that is left; before: written before what is shown next. */
static void
ln_placer_settle(ln_placer_t *placer, uint64_t at, const char *before,
    int last)
{
    size_t    len;
    ln_str_t  closer;
    char      ends[LN_NOTICE_CLOSER];

    len = 0;

    /* ISO-2022-JP: back to ASCII */

    if (placer->units.shift == LN_UNITS_OTHER
        && at == placer->tokenizer.offset)
    {
        len = sizeof("\x1b(B") - 1;
        memcpy(ends, "\x1b(B", len);
    }

    memcpy(ends + len, before, strlen(before));
    len += strlen(before);

    len += ln_tree_closer(&placer->tree, last, ends + len,
                          sizeof(ends) - len);

    closer.len = len;
    closer.data = (const unsigned char *) ends;

    ln_notices_finish(&placer->notices, at, closer);
}


static void
ln_placer_cut(void *ctx, uint64_t at)
{
    ln_placer_t  *placer = ctx;

    placer->page.frameset = placer->tree.frameset;

    ln_placer_settle(placer, at, "", 0);
}


/*
 * Whether a tag's bytes are to be held back for what may go before it.  The
 * end tag of raw text is not among them: nothing goes in there.
 */
static int
ln_placer_holds(const ln_placer_t *placer)
{
    return ln_tokenizer_in_tag(&placer->tokenizer)
           && !placer->tokenizer.tag.opaque && !placer->tree.raw;
}


/* Gives the tokenizer bytes; a tag that grows too long becomes opaque. */
static void
ln_placer_pass(void *ctx, const unsigned char *p, size_t len)
{
    size_t           n;
    uint64_t         bound;
    ln_placer_t     *placer = ctx;
    ln_tokenizer_t  *t;

    t = &placer->tokenizer;

    for ( /* void */ ; len > 0 && !t->stopped; p += n, len -= n) {

        /* no piece is longer than a tag may be */

        n = len < placer->notices.hold ? len : (size_t) placer->notices.hold;
        bound = t->tag.start + placer->notices.hold;

        if (!ln_placer_holds(placer)) {
            (void) ln_tokenizer_feed(t, p, p + n);
            continue;
        }

        if (t->offset >= bound) {
            ln_tokenizer_force(t, t->offset);
            n = 0;
            continue;
        }

        if (n > bound - t->offset) {
            n = (size_t) (bound - t->offset);
        }

        (void) ln_tokenizer_feed(t, p, p + n);
    }
}


/*
 * Before the body has begun a notice would begin it: is what comes next part
 * of it anyway?
 */
static int
ln_placer_begins_body(const unsigned char *p, size_t len)
{
    size_t         n;
    ln_tag_id_t    id;
    unsigned char  name[16];

    for (n = 0; n < len && ln_is_space(p[n]); n++) {
        /* void */
    }

    if (n == len) {
        return 0;
    }

    if (p[n++] != '<') {
        return 1;
    }

    memset(name, 0, sizeof(name));

    for (id = LN_TAG_OTHER, p += n, len -= n, n = 0; n < len; n++) {

        if (!ln_is_alpha(p[n]) && !ln_is_digit(p[n])) {
            id = ln_tag_find(name, n);
            break;
        }

        if (n == sizeof(name) - 1) {
            return 1;
        }

        name[n] = ln_lower(p[n]);
    }

    return n > 0 && n < len && id != LN_TAG_HTML && id != LN_TAG_BODY
           && id != LN_TAG_NOSCRIPT && !(ln_tags[id].flags & LN_HEAD)
           && id != LN_TAG_FRAMESET && id != LN_TAG_HEAD;
}


/* Bytes that in no multi-byte charset end a character of more than one. */
static int
ln_placer_alone(unsigned char c)
{
    return c < 0x30 || (c >= 0x3a && c < 0x40);
}


/* Whether the point at p may be amid a character. */
static int
ln_placer_splits(const ln_placer_t *placer, const unsigned char *p,
    size_t len, size_t before)
{
    if (len == 0 || before == 0) {
        return 0;
    }

    switch (placer->page.encoding) {

    case LN_CHARSET_UTF8:
        return (p[0] & 0xc0) == 0x80;

    case LN_CHARSET_UTF16LE:
    case LN_CHARSET_UTF16BE:
        return p[0] == LN_UNIT_SECOND;

    case LN_CHARSET_ISO2022JP:
        return p[-1] >= 0x80;

    case LN_CHARSET_MULTIBYTE:
        return !ln_placer_alone(p[0]) && !ln_placer_alone(p[-1])
               && (p[-1] >= 0x80 || (before > 1 && p[-2] >= 0x80));

    default:
        return 0;
    }
}


/* A match of a pattern: can a notice stand there? */
static int
ln_placer_accept(void *ctx, ln_search_t *search, const unsigned char *p,
    size_t len, size_t before)
{
    ln_placer_t   *placer = ctx;
    ln_element_t  *top;

    if (placer->tokenizer.stopped
        || placer->tokenizer.state != LN_STATE_DATA
        || ln_placer_splits(placer, p, len, before))
    {
        return 0;
    }

    if (placer->tree.phase < LN_PHASE_AFTER_HEAD
        && !ln_placer_begins_body(p, len))
    {
        return 0;
    }

    if (placer->tree.depth) {
        top = ln_tree_top(&placer->tree);

        if (top->hidden && !ln_tree_is(top, LN_TAG_HEAD)) {
            return 0;
        }
    }

    ln_notices_expire(&placer->notices, search->point);

    if (search->notice->decided || search->notice->limit <= search->rank) {
        return 0;
    }

    ln_notice_reach(&placer->notices, search->notice, search->rank,
                    search->point, 0);

    placer->tokenizer.stopped |= (placer->notices.undecided == 0);

    return 1;
}


/* Units of the page, the BOM gone. */
static void
ln_placer_units(void *ctx, const unsigned char *p, size_t len)
{
    size_t        n;
    ln_placer_t  *placer = ctx;

    if (placer->tokenizer.stopped) {
        return;
    }

    n = ln_window_feed(&placer->window, p, len);

    /* two may be in hand at once: the patterns' window, and a tag */

    placer->notices.hold = LN_PLACER_HOLD / placer->units.width
                           / (placer->window.on ? 2 : 1);

    ln_placer_pass(placer, p + n, len - n);
}


static void
ln_placer_begin(void *ctx, uint64_t offset)
{
    ln_placer_t  *placer = ctx;

    placer->tokenizer.offset = offset;
    ln_window_begin(&placer->window, offset);

    placer->notices.hold = LN_PLACER_HOLD / placer->units.width
                           / (placer->window.on ? 2 : 1);
}


/* Which tags' attributes the selectors ask about. */
static void
ln_placer_want(ln_placer_t *placer, const ln_compound_t *compound)
{
    unsigned  i;

    if (compound->nconditions) {
        if (compound->type) {
            ln_tokenizer_want(&placer->tokenizer, compound->id);

        } else {
            ln_tokenizer_want_all(&placer->tokenizer);
        }
    }

    for (i = 0; i < compound->nnots; i++) {
        if (compound->nots[i].nconditions) {
            if (compound->type) {
                ln_tokenizer_want(&placer->tokenizer, compound->id);

            } else {
                ln_placer_want(placer, &compound->nots[i]);
            }
        }
    }
}


static void
ln_placer_want_list(ln_placer_t *placer, const ln_place_list_t *list)
{
    unsigned              i, k, n;
    const ln_complex_t   *complex;
    const ln_selector_t  *selector;

    for (i = 0; i < list->nplaces; i++) {
        selector = list->places[i].selector;

        for (k = 0; selector != NULL && k < selector->ncomplexes; k++) {
            complex = &selector->complexes[k];

            for (n = 0; n < complex->ncompounds; n++) {
                ln_placer_want(placer, &complex->compounds[n]);
            }
        }
    }
}


static int
ln_placer_init(ln_placer_t *placer, const ln_alloc_t *alloc,
    const ln_place_list_t *lists, unsigned n)
{
    unsigned                i;
    ln_listener_t           tokens;
    ln_units_listener_t     units;
    ln_tree_listener_t      elements;
    ln_window_listener_t    window;

    tokens.tag = ln_placer_tag;
    tokens.text = ln_placer_text;
    tokens.doctype = ln_placer_doctype;
    tokens.ctx = placer;

    elements.open = ln_placer_open;
    elements.close = ln_placer_close;
    elements.removed = ln_placer_removed;
    elements.ended = ln_placer_ended;
    elements.reopened = ln_placer_reopened;
    elements.cut = ln_placer_cut;
    elements.ctx = placer;

    window.pass = ln_placer_pass;
    window.accept = ln_placer_accept;
    window.ctx = placer;

    units.begin = ln_placer_begin;
    units.units = ln_placer_units;
    units.ctx = placer;

    ln_units_init(&placer->units, &units);

    ln_tokenizer_init(&placer->tokenizer);
    placer->tokenizer.listener = tokens;
    ln_tree_init(&placer->tree, &placer->tokenizer, &elements);

    if (ln_notices_init(&placer->notices, alloc, lists, n, &placer->tree,
                        &placer->tokenizer.attributes)
        != LN_OK)
    {
        return LN_ERROR;
    }

    for (i = 0; i < n; i++) {
        ln_placer_want_list(placer, &lists[i]);
    }

    placer->declared = LN_CHARSET_UNKNOWN;
    placer->page.encoding = LN_CHARSET_ASCII;
    placer->notices.hold = LN_PLACER_HOLD;
    placer->tokenizer.stopped = (n == 0);

    return ln_window_init(&placer->window, alloc, &placer->notices, &window);
}


ln_placer_t *
ln_placer_create(const ln_alloc_t *alloc, const ln_place_list_t *lists,
    unsigned n)
{
    ln_placer_t  *placer;

    placer = ln_calloc(alloc, sizeof(ln_placer_t));

    if (placer == NULL || ln_placer_init(placer, alloc, lists, n) != LN_OK) {
        return NULL;
    }

    return placer;
}


void
ln_placer_charset(ln_placer_t *placer, ln_charset_t charset)
{
    placer->declared = charset;
}


void
ln_placer_xml(ln_placer_t *placer)
{
    ln_tree_xml(&placer->tree);
}


/* Takes bytes until it is settled what they are; returns how many. */
static size_t
ln_placer_prescan(ln_placer_t *placer, const unsigned char *data, size_t len,
    int last)
{
    size_t      n;
    ln_page_t  *page;

    page = &placer->page;

    n = LN_PRESCAN_BYTES - placer->prescan_len;
    n = n < len ? n : len;

    if (n) {
        memcpy(placer->prescan + placer->prescan_len, data, n);
        placer->prescan_len += (unsigned) n;
    }

    last |= (placer->prescan_len == LN_PRESCAN_BYTES);

    page->charset.data = placer->label;
    page->charset.len = ln_prescan(placer->prescan, placer->prescan_len, last,
                                   placer->label);

    page->charset_bom = ln_prescan_bom(placer->prescan,
                                       placer->prescan_len).len > 0;

    if (page->charset.len == 0 && !last
        && (placer->declared == LN_CHARSET_UNKNOWN
            || placer->prescan_len < LN_PRESCAN_BOM))
    {
        return n;
    }

    page->charset_settled = 1;

    if (placer->declared != LN_CHARSET_UNKNOWN && !page->charset_bom) {
        page->encoding = placer->declared;

    } else if (page->charset.len) {
        page->encoding = ln_charset_find(page->charset);
    }

    ln_units_charset(&placer->units, page->encoding);
    placer->window.utf = (page->encoding == LN_CHARSET_UTF8);

    return n;
}


/* What may be a page in one encoding is held until it is settled which. */
static void
ln_placer_read(ln_placer_t *placer, const unsigned char *data, size_t len,
    int last)
{
    size_t  n;

    if (!placer->page.charset_settled) {
        n = ln_placer_prescan(placer, data, len, last);

        if (!placer->page.charset_settled) {
            return;
        }

        ln_units_feed(&placer->units, placer->prescan, placer->prescan_len);

        data += n;
        len -= n;
    }

    ln_units_feed(&placer->units, data, len);

    placer->page.exceeded = placer->window.exceeded;

    ln_notices_expire(&placer->notices, placer->tokenizer.offset + 1);
    placer->tokenizer.stopped |= (placer->notices.undecided == 0);
}


static void
ln_placer_finish(ln_placer_t *placer)
{
    uint64_t         at;
    const char      *closer;
    ln_tokenizer_t  *t;

    t = &placer->tokenizer;

    ln_units_end(&placer->units);
    ln_window_end(&placer->window);
    placer->page.exceeded = placer->window.exceeded;

    at = t->offset;
    closer = ln_tokenizer_closer(t);

    /* a tag that breaks off is nothing to a browser: it is left behind */

    if (ln_placer_holds(placer)) {
        at = t->tag.start;
        closer = "";
    }

    ln_placer_settle(placer, at, closer, 1);

    t->stopped = 1;
    placer->finished = 1;
    placer->page.lang_settled = 1;
}


void
ln_placer_feed(ln_placer_t *placer, const unsigned char *data, size_t len,
    int last)
{
    if (placer->finished) {
        return;
    }

    placer->fed += len;

    if (!placer->tokenizer.stopped) {
        ln_placer_read(placer, data, len, last);
    }

    if (last) {
        ln_placer_finish(placer);
    }
}


/* The unit from where on nothing is decided yet. */
static uint64_t
ln_placer_frontier(const ln_placer_t *placer)
{
    uint64_t  next;

    next = ln_placer_holds(placer) ? placer->tokenizer.tag.start
                                   : placer->tokenizer.offset;

    return ln_notices_frontier(&placer->notices, next);
}


uint64_t
ln_placer_safe(const ln_placer_t *placer)
{
    if (placer->notices.undecided == 0) {
        return placer->fed;
    }

    return ln_placer_frontier(placer) * placer->units.width;
}


const ln_placement_t *
ln_placer_next(ln_placer_t *placer)
{
    unsigned         i;
    ln_notice_t     *notice, *first;
    ln_placement_t  *placement;

    first = NULL;

    for (i = 0; i < placer->notices.n; i++) {
        notice = &placer->notices.notices[i];

        if (notice->decided && !notice->given
            && (first == NULL || notice->offset < first->offset))
        {
            first = notice;
        }
    }

    /* at the frontier itself another one may still come before it */

    if (first == NULL
        || (placer->notices.undecided
            && first->offset >= ln_placer_frontier(placer)))
    {
        return NULL;
    }

    first->given = 1;
    placer->given++;

    placement = &placer->placement;
    placement->offset = first->offset * placer->units.width;
    placement->notice = (unsigned) (first - placer->notices.notices);
    placement->rank = first->rank;
    placement->closer.data = (const unsigned char *) first->closer;
    placement->closer.len = first->closer_len;

    return placement;
}


int
ln_placer_done(const ln_placer_t *placer)
{
    return placer->given == placer->notices.n;
}


const ln_page_t *
ln_placer_page(const ln_placer_t *placer)
{
    return &placer->page;
}
