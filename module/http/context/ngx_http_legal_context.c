/* The context of a request, which outlives its internal redirects. */

#include <ngx_config.h>

#include "http/context/ngx_http_legal_context.h"
#include "http/directives/ngx_http_legal_conf.h"


static void ngx_http_legal_ctx_cleanup(void *data);


ngx_http_output_header_filter_pt  ngx_http_legal_next_header_filter;
ngx_http_output_body_filter_pt    ngx_http_legal_next_body_filter;


ngx_http_legal_ctx_t *
ngx_http_legal_ctx_get(ngx_http_request_t *r)
{
    ngx_pool_cleanup_t    *cln;
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_legal_ctx_find(r);
    if (ctx) {
        return ctx;
    }

    cln = ngx_pool_cleanup_add(r->pool, sizeof(ngx_http_legal_ctx_t));
    if (cln == NULL) {
        return NULL;
    }

    cln->handler = ngx_http_legal_ctx_cleanup;

    ctx = cln->data;
    ngx_memzero(ctx, sizeof(ngx_http_legal_ctx_t));
    ngx_http_set_ctx(r, ctx, ngx_http_legal_notice_module);

    return ctx;
}


/*
 * An internal redirect clears r->ctx.  The context is found again by its
 * cleanup, as ngx_http_realip_module finds its own.
 */

ngx_http_legal_ctx_t *
ngx_http_legal_ctx_find(ngx_http_request_t *r)
{
    ngx_pool_cleanup_t    *cln;
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    if (ctx || !(r->internal || r->filter_finalize)) {
        return ctx;
    }

    for (cln = r->pool->cleanup; cln; cln = cln->next) {
        if (cln->handler == ngx_http_legal_ctx_cleanup) {
            ctx = cln->data;
            ngx_http_set_ctx(r, ctx, ngx_http_legal_notice_module);
            return ctx;
        }
    }

    return NULL;
}


/* It marks the context; whatever the context points to has its own cleanup. */

static void
ngx_http_legal_ctx_cleanup(void *data)
{
    ngx_memzero(data, sizeof(ngx_http_legal_ctx_t));
}
