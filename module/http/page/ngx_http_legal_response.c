/* The state of a response where notices are due. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"
#include "http/headers/ngx_http_legal_validators.h"
#include "http/page/ngx_http_legal_response.h"
#include "http/verdict/ngx_http_legal_outcome.h"


static ngx_module_t *ngx_http_legal_upstream_module(ngx_http_request_t *r);
static ngx_uint_t ngx_http_legal_outcome_at_end(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_response_t *response);


ngx_http_legal_response_t *
ngx_http_legal_response_create(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_response_t  *response;

    response = ngx_pcalloc(r->pool, sizeof(ngx_http_legal_response_t));

    if (response == NULL || ngx_http_legal_withheld(r, ctx) == NULL) {
        return NULL;
    }

    response->verdict = ctx->verdict;
    response->withheld = ctx->withheld;

    ctx->response = response;
    ctx->source = &response->source;

    return response;
}


ngx_int_t
ngx_http_legal_response_undeliverable(ngx_http_legal_response_t *response,
    ngx_http_legal_why_t reason, const char *why)
{
    response->reason = reason;
    response->why = why;

    return NGX_HTTP_LEGAL_CANNOT_DELIVER;
}


/*
 * NGX_AGAIN: a slow reader takes the rest of that page later.  Who makes the
 * response goes on then, with its body, which is to be dropped.  An upstream's
 * module reads that body by its context, which nginx clears.
 */

ngx_int_t
ngx_http_legal_response_finalize(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_int_t status)
{
    void                  *reader;
    ngx_int_t              rc;
    ngx_module_t          *upstream;
    ngx_http_legal_ctx_t  *ctx;

    upstream = ngx_http_legal_upstream_module(r);
    reader = upstream ? ngx_http_get_module_ctx(r, (*upstream)) : NULL;

    rc = ngx_http_filter_finalize_request(r, &ngx_http_legal_notice_module,
                                          status);

    response->state = NGX_HTTP_LEGAL_STATE_REPLACED;
    ctx = ngx_http_legal_ctx_find(r);

    if (rc == NGX_AGAIN && ctx) {
        ctx->response = response;
        ctx->source = &response->source;

        if (upstream) {
            ngx_http_set_ctx(r, reader, (*upstream));
        }
    }

    return rc;
}


/*
 * The module that reads r's upstream: each one marks its buffers with its own
 * address.  NULL: there is none.
 */

static ngx_module_t *
ngx_http_legal_upstream_module(ngx_http_request_t *r)
{
    ngx_uint_t     i;
    ngx_module_t  *module;

    for (i = 0; r->upstream && ngx_cycle->modules[i]; i++) {
        module = ngx_cycle->modules[i];

        if (module->type == NGX_HTTP_MODULE
            && r->upstream->output.tag == (ngx_buf_tag_t) module)
        {
            return module;
        }
    }

    return NULL;
}


/*
 * Whatever becomes of what comes now, the page's end may be in it, and who made
 * the trailers has done so.
 */

void
ngx_http_legal_response_trailers(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    if ((response->state == NGX_HTTP_LEGAL_STATE_STREAMING
         || response->state == NGX_HTTP_LEGAL_STATE_TAIL)
        && response->page->places.n)
    {
        ngx_http_legal_variant_trailers(r);
    }
}


void
ngx_http_legal_response_settle(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t                 i, unsent;
    ngx_http_legal_item_t     *item;
    ngx_http_legal_verdict_t  *verdict;

    verdict = ctx->verdict;

    if (ngx_http_legal_outcome_pending(verdict)) {
        ngx_http_legal_outcome_settle(verdict,
                                      ngx_http_legal_outcome_at_end(r, verdict,
                                                              ctx->response));
    }

    if (r->header_sent && r->method != NGX_HTTP_HEAD) {
        return;
    }

    /* what was put into a page whose body did not go was not shown */

    unsent = r->header_sent ? NGX_HTTP_LEGAL_HEAD : NGX_HTTP_LEGAL_ABORTED;

    for (i = 0; i < verdict->nnotices; i++) {
        item = verdict->notices[i];

        if (item->outcome >= NGX_HTTP_LEGAL_SHOWN
            && item->outcome <= NGX_HTTP_LEGAL_SHOWN_END)
        {
            item->outcome = unsent;
        }
    }
}


/* The outcome of what is still pending when r ends. */

static ngx_uint_t
ngx_http_legal_outcome_at_end(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_response_t *response)
{
    if (!r->header_sent || !verdict->answered) {

        /* it never came by the filters: a handler has written by itself */

        return NGX_HTTP_LEGAL_ABORTED;
    }

    if (r->method == NGX_HTTP_HEAD) {
        return NGX_HTTP_LEGAL_HEAD;
    }

    if (response && response->page && !response->page->complete) {
        return NGX_HTTP_LEGAL_ABORTED;
    }

    return NGX_HTTP_LEGAL_LOST;
}
