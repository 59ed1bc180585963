/* The body of a response: from the bytes that come to those that go. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/input/ngx_http_legal_turn.h"
#include "http/output/ngx_http_legal_compressed.h"
#include "http/output/ngx_http_legal_repeat.h"
#include "http/page/ngx_http_legal_body.h"
#include "http/page/ngx_http_legal_due.h"
#include "http/page/ngx_http_legal_header.h"
#include "http/page/ngx_http_legal_insert.h"
#include "http/page/ngx_http_legal_pass.h"
#include "http/page/ngx_http_legal_plain.h"
#include "http/page/ngx_http_legal_splice.h"
#include "http/page/ngx_http_legal_start.h"


/* With its header and two notices no more than the 17 parts of an sk_buff. */
#define NGX_HTTP_LEGAL_SHORT  32768


static ngx_int_t ngx_http_legal_body_wait(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_chain_t *in, ngx_int_t rc);
static ngx_int_t ngx_http_legal_body_coded(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in);
static ngx_int_t ngx_http_legal_body_decode(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in);
static ngx_int_t ngx_http_legal_body_corrupt(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);
static ngx_int_t ngx_http_legal_body_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in);
static ngx_int_t ngx_http_legal_body_spliced(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t came);
static ngx_int_t ngx_http_legal_body_spliced_tail(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);
static ngx_int_t ngx_http_legal_body_tail(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in);
static ngx_int_t ngx_http_legal_body_header(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);
static ngx_int_t ngx_http_legal_body_send(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *out);
static ngx_int_t ngx_http_legal_body_break(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t outcome);


ngx_int_t
ngx_http_legal_body(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in)
{
    ngx_int_t                 rc;
    ngx_http_legal_source_t  *source;

    source = &response->source;
    if (ngx_http_legal_source_take(r, source, in) != NGX_OK) {
        return NGX_ERROR;
    }

    if (source->turn) {

        /* an upstream that has sent more does not make the turn longer */

        return ngx_http_legal_body_wait(r, source, *in, NGX_OK);
    }

    rc = NGX_OK;
    ngx_http_legal_turn_begin();
    ngx_http_legal_response_trailers(r, response);

    if (response->state == NGX_HTTP_LEGAL_STATE_SNIFFING) {
        rc = ngx_http_legal_start_sniffed(r, response, in);

        if (rc == NGX_AGAIN) {
            return ngx_http_legal_body_wait(r, source, *in, NGX_OK);
        }
    }

    if (rc == NGX_OK && response->state != NGX_HTTP_LEGAL_STATE_PASSED) {
        rc = ngx_http_legal_is_coded(&response->page->decode) && *in
             ? ngx_http_legal_body_coded(r, response, in)
             : ngx_http_legal_body_page(r, response, in);
    }

    if (ngx_http_legal_response_is_unsent(rc)) {

        /* nothing waits any more: *in has it */

        ngx_http_legal_source_buffered(r, source);

        return (rc == NGX_HTTP_LEGAL_NOTHING_DUE)
               ? ngx_http_legal_pass(r, response, in) : rc;
    }

    if (rc == NGX_ERROR || rc > NGX_OK
        || ngx_http_legal_response_is_over(response))
    {
        ngx_http_legal_source_drop(*in);
        *in = NULL;
    }

    return ngx_http_legal_body_wait(r, source, *in, rc);
}


/* What is left of a chain waits for a read. */

static ngx_int_t
ngx_http_legal_body_wait(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_chain_t *in, ngx_int_t rc)
{
    if (in && ngx_http_legal_source_wait(r, source, in) != NGX_OK) {
        return NGX_ERROR;
    }

    ngx_http_legal_source_buffered(r, source);

    return in && rc == NGX_OK ? NGX_AGAIN : rc;
}


/* One that comes again is not spliced. */

static ngx_int_t
ngx_http_legal_body_coded(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in)
{
    ngx_int_t               rc;
    ngx_http_legal_page_t  *page;

    page = response->page;

    if (ngx_http_legal_repeat_compares(&page->decode)) {
        rc = ngx_http_legal_repeat(r, &page->decode, &page->places, in);

        if (rc == NGX_AGAIN || rc == NGX_ERROR) {
            return rc == NGX_AGAIN ? NGX_OK : NGX_ERROR;
        }

        if (rc == NGX_OK) {
            ngx_http_legal_page_lay_out(page, ngx_buf_size((*in)->buf));
            return ngx_http_legal_body_page(r, response, in);
        }
    }

    rc = ngx_http_legal_body_decode(r, response, in);

    if (rc == NGX_OK && page->complete) {
        ngx_http_legal_repeat_end(r, &page->decode, &page->places);
    }

    return rc;
}


static ngx_int_t
ngx_http_legal_body_decode(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in)
{
    ngx_int_t               rc;
    ngx_uint_t              reading;
    ngx_chain_t            *decoded;
    ngx_http_legal_page_t  *page;

    page = response->page;

    do {
        rc = page->decode.splices
             ? ngx_http_legal_compressed(r, &page->decode, &page->output,
                                         &response->source, in, &decoded)
             : ngx_http_legal_decode(r, &page->decode, &response->source, in,
                                     &decoded);

        if (rc == NGX_ERROR) {
            return NGX_ERROR;
        }

        if (rc == NGX_DECLINED) {
            return ngx_http_legal_body_corrupt(r, response);
        }

        reading = (rc == NGX_AGAIN);
        rc = NGX_OK;

        /* zstd makes nothing of many a buffer: write takes no empty chain */

        if (decoded) {
            rc = ngx_http_legal_body_page(r, response, &decoded);

        } else if (page->decode.spliced) {
            rc = ngx_http_legal_body_spliced_tail(r, response);
        }

        if (rc == NGX_ERROR || rc > NGX_OK
            || ngx_http_legal_response_is_unsent(rc)
            || ngx_http_legal_response_is_over(response))
        {
            return rc;
        }

        response->source.turn = (*in && !reading && !page->decode.splices
                                 && ngx_http_legal_turn_over());
    } while (*in && !reading && !response->source.turn);

    return rc;
}


/*
 * What came is corrupt or cut.  When the header is sent nothing can be said to
 * the reader any more: the connection ends before the page does.
 */

static ngx_int_t
ngx_http_legal_body_corrupt(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    if (response->state == NGX_HTTP_LEGAL_STATE_WAITING) {
        return ngx_http_legal_response_undeliverable(response,
                                      NGX_HTTP_LEGAL_WHY_CORRUPT,
                                      "its Content-Encoding is corrupt or cut");
    }

    if (ngx_http_legal_log_due(r, NULL, NGX_HTTP_LEGAL_LOG_CORRUPT)) {
        ngx_log_error(NGX_LOG_ERR, ngx_http_legal_log(r), 0,
                      "the Content-Encoding of \"%V\" is corrupt or cut, "
                      "the connection is closed, look at the upstream",
                      ngx_http_legal_log_path(r));
    }

    return ngx_http_legal_body_break(r, response,
                       ngx_http_legal_counter_undeliverable(
                                             NGX_HTTP_LEGAL_WHY_CORRUPT, 0));
}


/* The page's bytes, without a coding. */

static ngx_int_t
ngx_http_legal_body_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in)
{
    ngx_int_t                rc;
    const char              *why;
    ngx_chain_t             *all;
    ngx_http_legal_why_t     reason;
    ngx_http_legal_page_t   *page;

    page = response->page;
    all = *in;

    if (page->plain.data) {
        *in = NULL;
        return ngx_http_legal_plain_body(r, page, all);
    }

    if (response->state == NGX_HTTP_LEGAL_STATE_STREAMING
        && ngx_http_legal_page_is_tail(page))
    {
        response->state = NGX_HTTP_LEGAL_STATE_TAIL;
    }

    if (response->state == NGX_HTTP_LEGAL_STATE_TAIL
        && ngx_http_legal_passes_by(page, all))
    {
        *in = NULL;
        return ngx_http_legal_body_tail(r, page, all);
    }

    rc = ngx_http_legal_splice(r, page, in);

    if (rc == NGX_ERROR) {

        /* its end may have come, and does not go: the page is aborted */

        page->complete = 0;

        return NGX_ERROR;
    }

    if (rc == NGX_DONE) {
        return NGX_HTTP_LEGAL_NOTHING_DUE;
    }

    why = ngx_http_legal_page_obstacle(page, &reason);

    if (why && response->state == NGX_HTTP_LEGAL_STATE_WAITING) {

        /* frames may come in a later buffer than what was waited for */

        ngx_http_legal_insert_undo(page);

        return ngx_http_legal_response_undeliverable(response, reason, why);
    }

    if (rc == NGX_DECLINED) {

        /* the header has gone, as the upstream had broken off */

        return ngx_http_legal_body_break(r, response,
                       ngx_http_legal_counter_undeliverable(reason, 0));
    }

    if (page->complete && page->nput < page->places.n) {

        /* the page's end never goes without a notice that is due */

        return ngx_http_legal_body_break(r, response, NGX_HTTP_LEGAL_LOST);
    }

    return ngx_http_legal_body_spliced(r, response, all != NULL || *in);
}


/* The tail of a page that stays compressed: it is not looked at any more. */

static ngx_int_t
ngx_http_legal_body_spliced_tail(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    ngx_http_legal_page_t  *page;

    page = response->page;
    page->complete |= page->decode.last;
    response->state = NGX_HTTP_LEGAL_STATE_TAIL;

    if (r->header_only) {
        ngx_http_legal_output_drop(r, &page->output);
        return NGX_OK;
    }

    if (ngx_http_legal_output_idle(r, &page->output)) {
        return NGX_OK;
    }

    return ngx_http_legal_body_send(r, page, page->output.out);
}


/* What can go of the page, with its header first. */

static ngx_int_t
ngx_http_legal_body_spliced(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t came)
{
    ngx_int_t                 rc;
    ngx_http_legal_page_t    *page;
    ngx_http_legal_output_t  *output;

    page = response->page;
    output = &page->output;

    if (response->state == NGX_HTTP_LEGAL_STATE_WAITING) {

        if (!page->languages_chosen && !page->early) {
            return NGX_OK;
        }

        rc = ngx_http_legal_body_header(r, response);

        if (rc == NGX_ERROR
            || response->state != NGX_HTTP_LEGAL_STATE_STREAMING)
        {
            return rc;
        }
    }

    if (r->header_only) {

        /* HEAD: nothing but the header goes */

        ngx_http_legal_output_drop(r, output);

        return NGX_OK;
    }

    if (came && ngx_http_legal_output_idle(r, output)) {

        /* all of it is held */

        return NGX_OK;
    }

    return ngx_http_legal_body_send(r, page, output->out);
}


/* All notices are in: what comes is none of our business any more. */

static ngx_int_t
ngx_http_legal_body_tail(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *in)
{
    if (r->header_only) {
        ngx_http_legal_source_drop(in);
        return NGX_OK;
    }

    if (!ngx_http_legal_output_busy(&page->output)) {
        return ngx_http_legal_next_body_filter(r, in);
    }

    return ngx_http_legal_body_send(r, page, in);
}


static ngx_int_t
ngx_http_legal_body_header(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    ngx_int_t               rc;
    ngx_http_legal_page_t  *page;

    page = response->page;

    ngx_http_legal_header_laid_out(r, response);

    if (response->failed) {
        return NGX_HTTP_LEGAL_PRECONDITION;
    }

    rc = ngx_http_legal_header_send(r, response, page);

    if (rc == NGX_ERROR || rc > NGX_OK) {
        return rc;
    }

    response->state = NGX_HTTP_LEGAL_STATE_STREAMING;
    ngx_http_legal_response_trailers(r, response);
    ngx_http_legal_decode_forget(&page->decode);

    return (ngx_http_legal_output_to_memory(r, &page->output) == NGX_OK)
           ? rc : NGX_ERROR;
}


static ngx_int_t
ngx_http_legal_body_send(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *out)
{
    ngx_int_t  rc;

    rc = ngx_http_legal_output_send(r, &page->output, out);

    if (rc == NGX_OK && page->complete
        && (page->fed > NGX_HTTP_LEGAL_SHORT || page->places.n > 2))
    {
        ngx_http_legal_output_push(r);
    }

    return rc;
}


/*
 * Ends a page that cannot be gone on with: all that comes is dropped, the end
 * too, so that the connection or the HTTP/2 stream is reset.  NGX_ERROR from
 * a body filter would have HTTP/2 use frames after their memory is freed.
 */

static ngx_int_t
ngx_http_legal_body_break(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t outcome)
{
    ngx_buf_t                *b;
    ngx_uint_t                i;
    ngx_chain_t               out;
    ngx_http_legal_places_t  *places;

    places = &response->page->places;

    for (i = 0; i < places->n; i++) {
        if (!ngx_http_legal_is_not_due(response->page, i)) {
            places->notices[i]->outcome = outcome;
        }
    }

    response->state = NGX_HTTP_LEGAL_STATE_BROKEN;
    r->keepalive = 0;

    ngx_http_legal_output_drop(r, &response->page->output);

    b = ngx_calloc_buf(r->pool);
    if (b == NULL) {
        return NGX_ERROR;
    }

    /* TLS keeps the last bytes until it is told to flush */

    b->flush = 1;

    out.buf = b;
    out.next = NULL;

    return ngx_http_legal_output_send(r, &response->page->output, &out);
}
