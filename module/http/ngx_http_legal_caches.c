/* What a response says to caches, by the rules that it may depend on. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/ngx_http_legal_caches.h"
#include "http/verdict/ngx_http_legal_preview_header.h"


/*
 * What made the response may have asked variables where the reader is.  The
 * location block that led here may have refused it to another reader.
 */

ngx_int_t
ngx_http_legal_caches_without_rules(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_loc_conf_t *llcf)
{
    ngx_int_t  rc;

    rc = (llcf->preview && !llcf->dry_run)
         ? ngx_http_legal_preview_without_rules(r, llcf) : NGX_DECLINED;

    if (rc == NGX_OK) {
        rc = ngx_http_legal_no_store(r);

    } else if (rc == NGX_DECLINED && ctx && ctx->verdict
               && ctx->verdict->let_through)
    {
        rc = ctx->verdict->let_through_lifted
             ? ngx_http_legal_cache_private(r, ctx->verdict->let_through)
             : ngx_http_legal_cache_control(r, ctx->verdict->let_through);
    }

    return (rc == NGX_ERROR) ? NGX_ERROR : ngx_http_legal_next_header_filter(r);
}


/* A preview is for the eyes of whoever asked for it. */

ngx_int_t
ngx_http_legal_caches(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    if (ctx->verdict->preview.len == 0 && !ctx->verdict->mistyped) {
        return (ctx->verdict->lifted || ctx->verdict->let_through_lifted)
               ? ngx_http_legal_cache_private(r, ctx->verdict->conf)
               : ngx_http_legal_cache_control(r, ctx->verdict->conf);
    }

    if (ngx_http_legal_no_store(r) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_preview_header(r, ctx->verdict);
}
