/* The page's bytes on their way to the tokenizer. */

#include "html/placer/ln_placer_accept.h"
#include "html/placer/ln_placer_read.h"


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

        n = len < placer->choices.hold ? len : (size_t) placer->choices.hold;
        bound = t->tag.start + placer->choices.hold;

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

    /* here, as a window is passed alike however the page is cut */

    ln_choices_expire(&placer->choices, t->offset + 1);
}


_Static_assert(LN_WINDOW_MATCH + LN_WINDOW_BLOCK <= LN_PLACER_HOLD / 2,
               "the window and a tag are more than the caller holds");

/*
 * Two may be in hand at once: the patterns' window, and a tag; and half a unit
 * beside them.
 */
static void
ln_placer_bound(ln_placer_t *placer)
{
    unsigned  width;

    width = placer->units.width;

    placer->choices.hold = (LN_PLACER_HOLD - (width - 1)) / width
                           / (placer->window.on ? 2 : 1);
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

    ln_placer_bound(placer);

    ln_placer_pass(placer, p + n, len - n);
}


static void
ln_placer_begin(void *ctx, uint64_t offset)
{
    ln_placer_t  *placer = ctx;

    placer->tokenizer.offset = offset;
    ln_window_begin(&placer->window, offset);

    ln_placer_bound(placer);
}


/* Keeps what a prescan looks at; returns how many of the bytes. */
static size_t
ln_placer_prescan_keep(ln_placer_t *placer, const unsigned char *data,
    size_t len)
{
    size_t  n;

    n = LN_PRESCAN_BYTES - placer->prescan_len;
    n = n < len ? n : len;

    if (n) {
        memcpy(placer->prescan + placer->prescan_len, data, n);
        placer->prescan_len += (unsigned) n;
    }

    return n;
}


/* Takes bytes until it is settled what they are; returns how many. */
static size_t
ln_placer_prescan(ln_placer_t *placer, const unsigned char *data, size_t len,
    int last)
{
    size_t      n;
    ln_page_t  *page;

    page = &placer->page;
    n = ln_placer_prescan_keep(placer, data, len);

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

    ln_code_units_charset(&placer->units, page->encoding);

    if (placer->declared == LN_CHARSET_UNKNOWN && page->charset.len == 0
        && !placer->tree.xml)
    {
        ln_code_units_unsaid(&placer->units);
        ln_tokenizer_want(&placer->tokenizer, LN_TAG_META);
    }

    placer->window.utf = (page->encoding == LN_CHARSET_UTF8);

    return n;
}


/*
 * The encoding was presumed, and may still be said.  What has been read begins
 * no character that the two encodings read otherwise, as their code units are
 * of one byte.
 */
static void
ln_placer_prescan_late(ln_placer_t *placer, const unsigned char *data,
    size_t len)
{
    int         last;
    ln_page_t  *page;

    page = &placer->page;

    (void) ln_placer_prescan_keep(placer, data, len);

    last = (placer->prescan_len == LN_PRESCAN_BYTES);
    page->charset.len = ln_prescan(placer->prescan, placer->prescan_len, last,
                                   placer->label);

    if (page->charset.len == 0 && !last) {
        return;
    }

    placer->presumed = 0;

    if (page->charset.len) {
        page->encoding = ln_charset_find(page->charset);

        if (page->encoding == LN_CHARSET_UTF16LE
            || page->encoding == LN_CHARSET_UTF16BE)
        {
            /* an XML declaration that was cut in its first character */

            page->encoding = LN_CHARSET_ASCII;
        }

        ln_code_units_said(&placer->units, page->encoding);
        placer->window.utf = (page->encoding == LN_CHARSET_UTF8);
    }
}


void
ln_placer_read_release(ln_placer_t *placer)
{
    ln_page_t  *page;

    page = &placer->page;

    if (!page->charset_settled) {

        /* a BOM may have begun, of which nothing is shown */

        if (placer->prescan_len == 0
            || (placer->prescan_len < LN_PRESCAN_BOM
                && placer->prescan[0] >= LN_PRESCAN_BOM_LEAST))
        {
            return;
        }

        (void) ln_placer_prescan(placer, NULL, 0, 1);

        placer->presumed = placer->declared == LN_CHARSET_UNKNOWN
                           && page->charset.len == 0
                           && placer->prescan_len < LN_PRESCAN_BYTES;

        ln_code_units_feed(&placer->units, placer->prescan,
                           placer->prescan_len);
    }

    ln_window_release(&placer->window);
}


/* What may be a page in one encoding is held until it is settled which. */
void
ln_placer_read(ln_placer_t *placer, const unsigned char *data, size_t len,
    int last)
{
    size_t  n;

    if (!placer->page.charset_settled) {
        n = ln_placer_prescan(placer, data, len, last);

        if (!placer->page.charset_settled) {
            return;
        }

        ln_code_units_feed(&placer->units, placer->prescan,
                           placer->prescan_len);

        data += n;
        len -= n;

    } else if (placer->presumed) {
        ln_placer_prescan_late(placer, data, len);
    }

    ln_code_units_feed(&placer->units, data, len);

    placer->page.exceeded = placer->window.exceeded;
    placer->page.lang_settled |= (placer->tokenizer.offset * placer->units.width
                                  > LN_PLACER_LANG_MAX);

    placer->tokenizer.stopped |= ln_placer_settled(placer);
}


void
ln_placer_read_init(ln_placer_t *placer, ln_code_units_listener_t *units,
    ln_window_listener_t *window)
{
    units->begin = ln_placer_begin;
    units->units = ln_placer_units;
    units->ctx = placer;

    window->pass = ln_placer_pass;
    window->accept = ln_placer_accept;
    window->ctx = placer;
}
