/*
 * The body filter.  A page that its upstream streams may be held in part: a
 * better place for a notice may still come.  While the upstream pauses nobody
 * calls a filter; so a timer ends the wait.  Nor does anybody where a page was
 * left for others' turn; so an event is posted.  Nothing is waited for of an
 * upstream that has broken off.
 */

#include <ngx_config.h>

#include "http/context/ngx_http_legal_context.h"
#include "http/directives/ngx_http_legal_conf.h"
#include "http/ngx_http_legal_body_filter.h"
#include "http/ngx_http_legal_precondition.h"
#include "http/ngx_http_legal_undeliverable.h"
#include "http/page/ngx_http_legal_body.h"
#include "http/page/ngx_http_legal_pause.h"


/*
 * An upstream that sends nothing for so many milliseconds pauses.  What it has
 * flushed must not wait for more than 100.
 */
#define NGX_HTTP_LEGAL_PAUSE  75


typedef struct {
    ngx_event_t          event;
    ngx_buf_t            buf;
    ngx_chain_t          chain;
} ngx_http_legal_pause_t;


static ngx_uint_t ngx_http_legal_body_drops(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);
static ngx_int_t ngx_http_legal_body_drains(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);
static ngx_int_t ngx_http_legal_body_done(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_int_t rc, ngx_chain_t **in);
static void ngx_http_legal_pause_await(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_int_t ngx_http_legal_pause_create(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static void ngx_http_legal_pause_handler(ngx_event_t *ev);
static ngx_int_t ngx_http_legal_pause_over(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_int_t ngx_http_legal_pause_end(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static void ngx_http_legal_pause_cleanup(void *data);


ngx_int_t
ngx_http_legal_body_filter(ngx_http_request_t *r, ngx_chain_t *in)
{
    ngx_int_t                   rc;
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_response_t  *response;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);
    response = ctx ? ctx->response : NULL;

    if (response && ngx_http_legal_body_drops(r, response)) {
        ngx_http_legal_source_drop(in);

        return ngx_http_legal_body_drains(r, response);
    }

    if (response == NULL || response->state == NGX_HTTP_LEGAL_STATE_PASSED) {
        return ngx_http_legal_next_body_filter(r, in);
    }

    rc = ngx_http_legal_body(r, response, &in);

    if ((rc == NGX_OK || rc == NGX_AGAIN) && response->source.broken_off
        && ngx_http_legal_pause_holds(r, response))
    {
        return ngx_http_legal_pause_end(r, ctx);
    }

    return ngx_http_legal_body_done(r, ctx, rc, &in);
}


/*
 * Whether nothing that comes goes on.  So it is behind a header of HEAD or of a
 * 304 that went late: who sends the body has begun, and does not look again.
 */

static ngx_uint_t
ngx_http_legal_body_drops(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    return ngx_http_legal_response_is_over(response)
           || (response->state == NGX_HTTP_LEGAL_STATE_PASSED
               && r->header_only);
}


/*
 * What has gone on before goes to its end.  An upstream waits for the buffers
 * that a slow reader has still to take.
 */

static ngx_int_t
ngx_http_legal_body_drains(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    ngx_int_t               rc;
    ngx_http_legal_page_t  *page;

    page = response->page;
    rc = NGX_OK;

    if (r->out || r->connection->buffered) {
        rc = page ? ngx_http_legal_output_send(r, &page->output, NULL)
                  : ngx_http_legal_next_body_filter(r, NULL);
    }

    if (page) {
        ngx_http_legal_output_drop(r, &page->output);
    }

    return rc;
}


static ngx_int_t
ngx_http_legal_body_done(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_int_t rc, ngx_chain_t **in)
{
    if (rc == NGX_HTTP_LEGAL_CANNOT_DELIVER) {
        rc = ngx_http_legal_undeliverable(r, ctx, in);

    } else if (rc == NGX_HTTP_LEGAL_PRECONDITION) {
        rc = ngx_http_legal_precondition_failed(r, ctx, in);
    }

    ngx_http_legal_pause_await(r, ctx);

    return rc;
}


/*
 * Only a response that is held has a timer, which each call begins anew.  There
 * is none where error_page has led to a location block without rules.
 */

static void
ngx_http_legal_pause_await(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_response_t  *response;

    response = ctx->response;

    if (ctx->pause && ctx->pause->timer_set) {
        ngx_del_timer(ctx->pause);
    }

    if (response == NULL
        || (!response->source.turn
            && !ngx_http_legal_pause_holds(r, response)))
    {
        return;
    }

    if (ngx_http_legal_pause_create(r, ctx) != NGX_OK) {

        /* it is held until more comes */

        response->source.turn = 0;
        return;
    }

    if (response->source.turn) {
        ngx_post_event(ctx->pause, &ngx_posted_next_events);
        return;
    }

    ngx_add_timer(ctx->pause, NGX_HTTP_LEGAL_PAUSE);
}


static ngx_int_t
ngx_http_legal_pause_create(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_event_t             *ev;
    ngx_pool_cleanup_t      *cln;
    ngx_http_legal_pause_t  *pause;

    if (ctx->pause) {
        return NGX_OK;
    }

    cln = ngx_pool_cleanup_add(r->pool, sizeof(ngx_http_legal_pause_t));
    if (cln == NULL) {
        return NGX_ERROR;
    }

    cln->handler = ngx_http_legal_pause_cleanup;

    pause = cln->data;
    ngx_memzero(pause, sizeof(ngx_http_legal_pause_t));

    ev = &pause->event;
    ev->handler = ngx_http_legal_pause_handler;
    ev->data = r;
    ev->log = r->connection->log;

    ctx->pause = ev;

    return NGX_OK;
}


static void
ngx_http_legal_pause_handler(ngx_event_t *ev)
{
    ngx_connection_t      *c;
    ngx_http_request_t    *r;
    ngx_http_legal_ctx_t  *ctx;

    r = ev->data;
    c = r->connection;
    ctx = ngx_http_legal_ctx_find(r);

    ngx_http_set_log_request(c->log, r);

    /* a request that is done is only lingered for */

    if (ctx && ctx->response && !r->done && !c->error
        && ngx_http_legal_pause_over(r, ctx) == NGX_ERROR)
    {
        ngx_http_finalize_request(r, NGX_ERROR);
    }

    ngx_http_run_posted_requests(c);
}


static ngx_int_t
ngx_http_legal_pause_over(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t   rc;
    ngx_uint_t  ends;

    if (ctx->response->source.turn) {

        /* others had their turn, the upstream need not have sent more */

        ctx->response->source.turn = 0;
        rc = ngx_http_legal_body_filter(r, NULL);
        ends = 1;

    } else if (ngx_http_legal_pause_holds(r, ctx->response)) {
        rc = ngx_http_legal_pause_end(r, ctx);
        ends = 0;

    } else {
        return NGX_OK;
    }

    /* what may have ended the response is to be known to its writer */

    if (rc != NGX_ERROR && (ends || r->connection->buffered)) {
        ngx_post_event(r->connection->write, &ngx_posted_events);
    }

    return rc;
}


/*
 * What is held goes: the upstream pauses, or has broken off.  What the reader
 * does not take at once is sent as the rest of the page is.
 */

static ngx_int_t
ngx_http_legal_pause_end(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t                rc;
    ngx_buf_t               *b;
    ngx_chain_t             *in;
    ngx_http_legal_pause_t  *pause;

    if (ngx_http_legal_pause_create(r, ctx) != NGX_OK) {
        return NGX_ERROR;
    }

    pause = (ngx_http_legal_pause_t *) ctx->pause;

    b = &pause->buf;
    ngx_memzero(b, sizeof(ngx_buf_t));
    b->flush = 1;

    in = &pause->chain;
    in->buf = b;
    in->next = NULL;

    rc = ngx_http_legal_pause_release(r, ctx->response, &in);
    return ngx_http_legal_body_done(r, ctx, rc, &in);
}


static void
ngx_http_legal_pause_cleanup(void *data)
{
    ngx_http_legal_pause_t  *pause = data;

    if (pause->event.timer_set) {
        ngx_del_timer(&pause->event);
    }

    if (pause->event.posted) {
        ngx_delete_posted_event(&pause->event);
    }
}
