/*
 * The bytes of a page: buffers are cut at the places of its notices and passed
 * on; only bytes that are not decided at a buffer's end are copied and held.  A
 * buffer that needs no cut goes on as it is, and all of them do once the last
 * notice is in.
 */

#include <ngx_config.h>

#include "http/context/ngx_http_legal_compat.h"
#include "http/counters/ngx_http_legal_log.h"
#include "http/page/ngx_http_legal_cut.h"
#include "http/page/ngx_http_legal_due.h"
#include "http/page/ngx_http_legal_language.h"
#include "http/page/ngx_http_legal_scan.h"
#include "http/page/ngx_http_legal_splice.h"
#include "http/verdict/ngx_http_legal_count.h"


static ngx_int_t ngx_http_legal_splice_buf(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);
static ngx_uint_t ngx_http_legal_is_last(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, off_t size);
static ngx_int_t ngx_http_legal_splice_tail(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, ngx_uint_t last);
static ngx_int_t ngx_http_legal_ready(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, ngx_uint_t last);
static void ngx_http_legal_tell_frames(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static ngx_int_t ngx_http_legal_ready_due(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, ngx_uint_t last);


ngx_uint_t
ngx_http_legal_passes_by(ngx_http_legal_page_t *page, ngx_chain_t *in)
{
    off_t         size;
    ngx_chain_t  *cl;

    if (page->ended || page->length < 0) {
        return !page->ended;
    }

    size = 0;

    for (cl = in; cl; cl = cl->next) {
        size += ngx_buf_size(cl->buf);
    }

    if ((off_t) page->fed + size == page->length) {
        return 0;
    }

    page->fed += size;
    page->passed += size;

    return 1;
}


ngx_int_t
ngx_http_legal_splice(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t **in)
{
    ngx_int_t  rc;

    for ( /* void */ ; *in; *in = (*in)->next) {

        rc = ngx_http_legal_splice_buf(r, page, (*in)->buf);

        if (rc != NGX_OK) {
            return rc;
        }
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_splice_buf(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
    off_t                 size;
    ngx_int_t             rc;
    ngx_http_legal_cut_t  cut;

    if (page->ended) {
        b->pos = b->last;
        b->file_pos = b->file_last;
        return NGX_OK;
    }

    size = ngx_buf_size(b);

    cut.b = b;
    cut.base = page->fed;
    cut.piece = NULL;
    cut.whole = 0;
    cut.last = ngx_http_legal_is_last(r, page, b, size);

    if (ngx_http_legal_page_is_tail(page)) {
        return ngx_http_legal_splice_tail(r, page, b, cut.last);
    }

    rc = ngx_http_legal_scan(r, page, b, cut.last);

    if (rc == NGX_OK) {
        rc = ngx_http_legal_ready(r, page, b, cut.last);
    }

    if (rc != NGX_OK) {
        return rc;
    }

    page->fed += size;
    page->complete |= cut.last;
    page->flushed |= b->flush;
    page->flush_due |= b->flush;

    return ngx_http_legal_cut(r, page, &cut);
}


/*
 * Whether nothing follows b.  An upstream's end comes by itself, after its
 * last bytes: a chunk, a TCP segment and a wake-up of the reader more, where
 * the page's length, as announced, tells it with them.  Trailers, though, are
 * made when the end comes.
 */

static ngx_uint_t
ngx_http_legal_is_last(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, off_t size)
{
    if (b->last_buf || !ngx_buf_in_memory(b)) {
        return b->last_buf;
    }

    return (off_t) page->fed + size == page->length
           && !ngx_http_legal_has_trailers(r);
}


static ngx_int_t
ngx_http_legal_splice_tail(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, ngx_uint_t last)
{
    page->fed += ngx_buf_size(b);
    page->passed = page->fed;
    page->complete |= last;

    if (ngx_http_legal_output_as_is(r, &page->output, b) != NGX_OK) {
        return NGX_ERROR;
    }

    return last && !b->last_buf ? ngx_http_legal_end(r, page) : NGX_OK;
}


/*
 * Chooses the languages, which are said in the header, when enough of the page
 * is seen; no byte goes before.  The header waits for the charset, too: a page
 * whose charset takes no notice is another answer.  It does not wait where the
 * upstream has broken off: the reader is told by what is sent, as without the
 * module.  Nor does it wait where the upstream pauses; the languages then stay
 * open, as no notice goes in before they are known.  NGX_DECLINED: something in
 * the page is in the way of its notices.
 */

static ngx_int_t
ngx_http_legal_ready(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, ngx_uint_t last)
{
    ngx_int_t                 rc;
    ngx_uint_t                waits;
    ngx_http_legal_why_t      reason;
    ngx_http_legal_places_t  *places;

    places = &page->places;
    waits = !last && !page->paused && !ngx_http_legal_is_broken_off(r, b);

    if (places->seen == NULL) {

        /* of an upstream that breaks off at once, its header is all there is */

        if (!waits && !last) {
            page->early = 1;
            page->undetermined = 1;
        }

        return NGX_OK;
    }

    if (!page->languages_chosen && !page->early) {
        rc = ngx_http_legal_ready_due(r, page, b, last);

        if (rc != NGX_OK) {
            return (rc == NGX_AGAIN) ? NGX_OK : rc;
        }
    }

    if (page->languages_chosen || page->early) {

        /* the header has gone, or is about to */

        if (places->seen->encoding == LN_CHARSET_STATEFUL
            || (places->seen->unshown
                && ngx_http_legal_due_in_frames(page, 0)))
        {
            return NGX_DECLINED;
        }

        if (places->seen->frameset && !page->frames_told
            && ngx_http_legal_due_in_frames(page, 0))
        {
            ngx_http_legal_tell_frames(r, page);
        }

        if (page->languages_chosen) {
            return NGX_OK;
        }

    } else if (waits && !places->seen->charset_settled) {
        return NGX_OK;
    }

    if (page->page_language && !last && places->nfound < places->n
        && !places->seen->lang_settled)
    {
        page->early |= !waits;
        return NGX_OK;
    }

    if (!page->early && ngx_http_legal_page_obstacle(page, &reason)) {
        return NGX_DECLINED;
    }

    return ngx_http_legal_languages(r, page);
}


/* The notice stands before the <frameset>: browsers show it, and no frames. */

static void
ngx_http_legal_tell_frames(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ngx_http_legal_rule_t  *rule;

    rule = page->places.notices[0]->rule;
    page->frames_told = 1;

    if (ngx_http_legal_log_due(r, rule, NGX_HTTP_LEGAL_LOG_FRAMES)) {
        ngx_log_error(NGX_LOG_WARN, ngx_http_legal_log(r), 0,
                      "\"%V\" is a <frameset> that came after its header was "
                      "sent: browsers show notice \"%V\" and no frames, put "
                      "the <frameset> nearer to the page's beginning, or "
                      "leave the page out by \"uri\" and show the notice in a "
                      "frame", ngx_http_legal_log_path(r), &rule->name);
    }
}


/*
 * Whether the header need no longer wait for what the body says of notices
 * being due.  A page that may go on without one is not waited for to its end:
 * so much of it is held as the placer may have held.  NGX_AGAIN: it waits.
 * NGX_DONE: no notice goes in.
 */

static ngx_int_t
ngx_http_legal_ready_due(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, ngx_uint_t last)
{
    ngx_int_t  rc;

    if (page->undetermined) {
        return NGX_OK;
    }

    if (r->method == NGX_HTTP_HEAD && r->upstream
        && page->fed == 0 && ngx_buf_size(b) == 0)
    {
        /* an upstream's answer to HEAD says nothing of the body */

        page->unread = 1;
        page->undetermined = 1;

        return NGX_OK;
    }

    rc = ngx_http_legal_due(page, last);

    if (rc == NGX_AGAIN && !page->paused && !ngx_http_legal_is_broken_off(r, b)
        && page->fed + ngx_buf_size(b) <= LN_PLACER_HOLD)
    {
        return NGX_AGAIN;
    }

    if (rc == NGX_OK && !page->due
        && (!ngx_http_legal_is_coded(&page->decode) || page->decode.keep))
    {
        return NGX_DONE;
    }

    if (rc == NGX_AGAIN) {
        page->undetermined = 1;
    }

    if (rc == NGX_AGAIN && page->unsettled) {
        ngx_http_legal_count(r, NGX_HTTP_LEGAL_UNDETERMINED);
    }

    return NGX_OK;
}


const char *
ngx_http_legal_page_obstacle(ngx_http_legal_page_t *page,
    ngx_http_legal_why_t *reason)
{
    const ln_page_t  *seen;

    seen = page->places.seen;

    if (seen && (seen->frameset || seen->unshown)
        && ngx_http_legal_due_in_frames(page, 1))
    {
        *reason = NGX_HTTP_LEGAL_WHY_FRAMESET;
        return "the page is a <frameset>";
    }

    if (seen && seen->encoding == LN_CHARSET_STATEFUL) {
        *reason = NGX_HTTP_LEGAL_WHY_CHARSET;
        return "no notice can be written in the page's charset";
    }

    return NULL;
}
