/*
 * The way of a request, from top to bottom:
 *
 *     PREACCESS, PRECONTENT   verdict; a refusal answers, a notice takes over
 *                             the conditional headers and ranges
 *     header filter           is this a response that takes notices?
 *     top of the filters      a file's places, before nginx reads it
 *                             (ngx_http_legal_ahead.c)
 *     body filter             the page, with its notices
 *                             (ngx_http_legal_body.c)
 *
 * PRECONTENT is there for try_files, which changes the URI; the header filter
 * reaches the verdict itself where `return` has passed the phases by.
 */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_handler(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_header_filter(ngx_http_request_t *r);
static ngx_uint_t ngx_http_legal_is_status_page(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_not_cached(ngx_http_request_t *r);
static void ngx_http_legal_log_dry_run(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);
static ngx_int_t ngx_http_legal_run_last(ngx_conf_t *cf,
    ngx_http_phases phase);
static void ngx_http_legal_cleanup(void *data);


ngx_http_output_header_filter_pt  ngx_http_legal_next_header_filter;
ngx_http_output_body_filter_pt    ngx_http_legal_next_body_filter;


static ngx_int_t
ngx_http_legal_handler(ngx_http_request_t *r)
{
    ngx_int_t                   rc;
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (r != r->main) {
        return NGX_DECLINED;
    }

    ctx = llcf->apply ? ngx_http_legal_get_ctx(r) : ngx_http_legal_find_ctx(r);

    if (ctx == NULL) {
        return llcf->apply ? NGX_HTTP_INTERNAL_SERVER_ERROR : NGX_DECLINED;
    }

    if (ctx->refused) {
        return NGX_DECLINED;
    }

    verdict = ngx_http_legal_decide(r, ctx);
    if (verdict == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    if (verdict->refusal && !llcf->dry_run) {
        return ngx_http_legal_refuse(r, ctx, verdict->refusal);
    }

    if (verdict->nnotices && !llcf->dry_run) {
        rc = ngx_http_legal_take_over(r, ctx);

    } else {
        rc = ngx_http_legal_give_all_back(r, ctx);
    }

    return (rc == NGX_OK) ? NGX_DECLINED : NGX_HTTP_INTERNAL_SERVER_ERROR;
}


static ngx_int_t
ngx_http_legal_header_filter(ngx_http_request_t *r)
{
    ngx_int_t                   rc;
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_type_t       type;
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_loc_conf_t  *llcf;

    if (r != r->main) {
        return ngx_http_legal_next_header_filter(r);
    }

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (r->upstream && !llcf->inner_tier) {

        /*
         * An edge before this server may trust Legal-Notice, which here is
         * only a claim.
         */

        ngx_http_legal_header_clear(r, "Legal-Notice");
    }

    if (llcf->apply == NULL && !r->internal && !r->filter_finalize) {
        return ngx_http_legal_next_header_filter(r);
    }

    ctx = ngx_http_legal_get_ctx(r);
    if (ctx == NULL) {
        return NGX_ERROR;
    }

    ctx->page = NULL;
    ctx->untyped = NULL;
    ngx_http_legal_give_back(r, ctx);

    if (ctx->refused) {
        return ngx_http_legal_refused_header(r, ctx);
    }

    if (llcf->apply == NULL) {
        return ngx_http_legal_next_header_filter(r);
    }

    verdict = &ctx->verdict;

    if (!ngx_http_legal_decided(r, ctx)) {
        verdict = ngx_http_legal_decide(r, ctx);
        if (verdict == NULL) {
            return NGX_ERROR;
        }
    }

    if (llcf->dry_run) {
        ngx_http_legal_log_dry_run(r, verdict);
        return ngx_http_legal_next_header_filter(r);
    }

    if (verdict->refusal && !ngx_http_legal_is_status_page(r)) {
        return ngx_http_legal_refuse_late(r, ctx, verdict->refusal);
    }

    if (ctx->place.preview) {
        rc = ngx_http_legal_not_cached(r);

    } else {
        rc = ngx_http_legal_cache_headers(r, llcf);
    }

    if (rc != NGX_OK) {
        return NGX_ERROR;
    }

    if (verdict->nnotices == 0) {
        return ngx_http_legal_next_header_filter(r);
    }

    ngx_http_legal_type(r, &type);

    if (ngx_http_legal_untyped(r, ctx, &type)) {
        ctx->untyped = ngx_http_legal_untyped_create(r);
        return ctx->untyped ? NGX_OK : NGX_ERROR;
    }

    return ngx_http_legal_page_or_not(r, ctx, &type);
}


/* The header goes with what was asked answered, or waits for the page. */

ngx_int_t
ngx_http_legal_page_or_not(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_type_t *type)
{
    ngx_int_t  rc;

    rc = ngx_http_legal_page_start(r, ctx, type);

    if (rc != NGX_DECLINED) {
        return rc;
    }

    ngx_http_legal_give_range_back(r, ctx);

    rc = ngx_http_legal_answer_conditions(r, ctx, 0);

    return (rc == NGX_OK) ? ngx_http_legal_next_header_filter(r) : rc;
}


/*
 * Whether the response is an error's page of nginx's own, or of error_page,
 * which may stand where a restriction holds.  The body of `return 403 "TEXT"`
 * is the site's: nginx sets err_status for the former only.
 */

static ngx_uint_t
ngx_http_legal_is_status_page(ngx_http_request_t *r)
{
    return r->err_status && r->headers_out.status >= NGX_HTTP_BAD_REQUEST;
}


/* A preview is for the eyes of whoever asked for it. */

static ngx_int_t
ngx_http_legal_not_cached(ngx_http_request_t *r)
{
#if (NGX_HTTP_CACHE)
    if (r->upstream) {
        r->upstream->cacheable = 0;
    }
#endif

    return ngx_http_legal_no_store(r);
}


static void
ngx_http_legal_log_dry_run(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t  i;

    if (verdict->refusal
        && ngx_http_legal_log_due(r, verdict->refusal,
                                  NGX_HTTP_LEGAL_LOG_DRY_RUN))
    {
        ngx_log_error(NGX_LOG_NOTICE, ngx_http_legal_log(r), 0,
                      "dry run: restriction \"%V\" would refuse with %ui",
                      &verdict->refusal->name, verdict->refusal->status);
    }

    for (i = 0; i < verdict->nnotices; i++) {
        if (!ngx_http_legal_log_due(r, verdict->notices[i],
                                    NGX_HTTP_LEGAL_LOG_DRY_RUN))
        {
            continue;
        }

        ngx_log_error(NGX_LOG_NOTICE, ngx_http_legal_log(r), 0,
                      "dry run: notice \"%V\" would show in an HTML page",
                      &verdict->notices[i]->name);
    }
}


/*
 * The context of r, made at its first use.  An internal redirect clears
 * r->ctx: it's found again by its cleanup, as ngx_http_realip_module does.
 */

ngx_http_legal_ctx_t *
ngx_http_legal_get_ctx(ngx_http_request_t *r)
{
    ngx_pool_cleanup_t    *cln;
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_legal_find_ctx(r);
    if (ctx) {
        return ctx;
    }

    cln = ngx_pool_cleanup_add(r->pool, sizeof(ngx_http_legal_ctx_t));
    if (cln == NULL) {
        return NULL;
    }

    cln->handler = ngx_http_legal_cleanup;

    ctx = cln->data;
    ngx_memzero(ctx, sizeof(ngx_http_legal_ctx_t));
    ngx_http_set_ctx(r, ctx, ngx_http_legal_notice_module);

    return ctx;
}


/* The context of r, NULL if it has none yet. */

ngx_http_legal_ctx_t *
ngx_http_legal_find_ctx(ngx_http_request_t *r)
{
    ngx_pool_cleanup_t    *cln;
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    if (ctx || !(r->internal || r->filter_finalize)) {
        return ctx;
    }

    for (cln = r->pool->cleanup; cln; cln = cln->next) {
        if (cln->handler == ngx_http_legal_cleanup) {
            ctx = cln->data;
            ngx_http_set_ctx(r, ctx, ngx_http_legal_notice_module);
            return ctx;
        }
    }

    return NULL;
}


/* It marks the context, too, whose own memory goes with the pool. */

static void
ngx_http_legal_cleanup(void *data)
{
    ngx_http_legal_ctx_t  *ctx = data;

    if (ctx->slices) {
        ngx_http_legal_slices_sent(ctx->slices);
    }

    ngx_http_legal_place_wipe(&ctx->place);
    ngx_explicit_memzero(&ctx->verdict, sizeof(ngx_http_legal_verdict_t));
}


/* applied: whether some location has rules; if none has, headers go by. */

ngx_int_t
ngx_http_legal_request_init(ngx_conf_t *cf, ngx_uint_t applied)
{
    ngx_http_legal_next_header_filter = ngx_http_top_header_filter;
    ngx_http_top_header_filter = ngx_http_legal_header_filter;

    if (!applied) {
        return NGX_OK;
    }

    if (ngx_http_legal_run_last(cf, NGX_HTTP_PREACCESS_PHASE) != NGX_OK
        || ngx_http_legal_run_last(cf, NGX_HTTP_PRECONTENT_PHASE) != NGX_OK)
    {
        return NGX_ERROR;
    }

    ngx_http_legal_next_body_filter = ngx_http_top_body_filter;
    ngx_http_top_body_filter = ngx_http_legal_body_filter;

    return NGX_OK;
}


/*
 * Handlers of a phase run last-registered first, and realip and try_files
 * must have run before ours: it goes to the front.
 */

static ngx_int_t
ngx_http_legal_run_last(ngx_conf_t *cf, ngx_http_phases phase)
{
    ngx_array_t                *handlers;
    ngx_http_handler_pt        *h;
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
    handlers = &cmcf->phases[phase].handlers;

    if (ngx_array_push(handlers) == NULL) {
        return NGX_ERROR;
    }

    h = handlers->elts;
    ngx_memmove(&h[1], h, (handlers->nelts - 1) * sizeof(ngx_http_handler_pt));
    *h = ngx_http_legal_handler;

    return NGX_OK;
}
