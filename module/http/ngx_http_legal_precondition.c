/*
 * A 412 in place of a response whose body has begun.  It is the module's own
 * page: who makes the response goes on meanwhile, so that no page of error_page
 * can be made beside it.
 */

#include <ngx_config.h>

#include "http/ngx_http_legal_precondition.h"
#include "http/ngx_http_legal_refusal.h"
#include "http/page/ngx_http_legal_render.h"


static ngx_uint_t ngx_http_legal_precondition_notices(
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_item_t **items);


ngx_int_t
ngx_http_legal_precondition_failed(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_chain_t **in)
{
    ngx_str_t                   body, claims;
    ngx_uint_t                  n;
    ngx_http_legal_item_t     **items;
    ngx_http_legal_verdict_t   *verdict;

    static ngx_str_t  title = ngx_string("412 Precondition Failed");

    verdict = ctx->response->verdict;

    ngx_http_legal_source_drop(*in);
    *in = NULL;

    if (ctx->response->page) {
        ngx_http_legal_output_drop(r, &ctx->response->page->output);
    }

    items = ngx_palloc(r->pool,
                       verdict->nnotices * sizeof(ngx_http_legal_item_t *));
    if (items == NULL) {
        return NGX_ERROR;
    }

    n = ngx_http_legal_precondition_notices(verdict, items);

    if (ngx_http_legal_render_notices(r, items, n, &title, &body, &claims)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_replace(r, ctx, NGX_HTTP_PRECONDITION_FAILED, &body,
                                  &claims);
}


/* The page has a body, and no other place; what came does not matter. */

static ngx_uint_t
ngx_http_legal_precondition_notices(ngx_http_legal_verdict_t *verdict,
    ngx_http_legal_item_t **items)
{
    ngx_uint_t              i, n;
    ngx_http_legal_item_t  *item;

    n = 0;

    for (i = 0; i < verdict->nnotices; i++) {
        item = verdict->notices[i];

        if (item->rule->is_script || item->rule->no_fallback) {
            item->outcome = NGX_HTTP_LEGAL_NO_PLACE;
            item->sent = 0;
            continue;
        }

        item->outcome = NGX_HTTP_LEGAL_SHOWN_BODY;
        items[n++] = item;
    }

    return n;
}
