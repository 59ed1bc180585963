/*
 * The way of a request, from top to bottom:
 *
 *     rewrite phases          the form of a page that asks comes back
 *     PREACCESS, PRECONTENT   verdict; a refusal answers, a notice takes over
 *                             the conditional headers and ranges
 *     header filter           is this a response that takes notices?
 *     top of the filters      a file's places, before nginx reads it
 *     body filter             the page, with its notices
 *     LOG                     outcomes are counted
 *
 * PRECONTENT is there for try_files, which changes the URI; the header filter
 * reaches the verdict itself where `return` has passed the phases by.
 */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/ngx_http_legal_body_filter.h"
#include "http/ngx_http_legal_caches.h"
#include "http/ngx_http_legal_dry_run.h"
#include "http/ngx_http_legal_form.h"
#include "http/ngx_http_legal_form_body.h"
#include "http/ngx_http_legal_order.h"
#include "http/ngx_http_legal_phases.h"
#include "http/ngx_http_legal_refusal.h"
#include "http/ngx_http_legal_request.h"
#include "http/ngx_http_legal_undeliverable.h"
#include "http/ngx_http_legal_unfiltered.h"
#include "http/outlet/ngx_http_legal_outlet.h"
#include "http/page/ngx_http_legal_pass.h"
#include "http/page/ngx_http_legal_start.h"
#include "http/page/ngx_http_legal_whole_file.h"
#include "http/verdict/ngx_http_legal_inner_tier.h"
#include "http/verdict/ngx_http_legal_outcome.h"
#include "http/verdict/ngx_http_legal_preview_header.h"
#include "http/verdict/ngx_http_legal_request_conditions.h"
#include "http/verdict/ngx_http_legal_verdict_late.h"


static ngx_int_t ngx_http_legal_handler(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_top_header_filter(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_header_filter(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_header_applied(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_int_t ngx_http_legal_header_notices(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_int_t ngx_http_legal_top_body_filter(ngx_http_request_t *r,
    ngx_chain_t *in);
static ngx_int_t ngx_http_legal_log_handler(ngx_http_request_t *r);


static ngx_http_output_header_filter_pt  ngx_http_legal_header_below_top;
static ngx_http_output_body_filter_pt    ngx_http_legal_body_below_top;


static ngx_int_t
ngx_http_legal_handler(ngx_http_request_t *r)
{
    ngx_int_t                   rc;
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (r != r->main || r->post_action) {
        return NGX_DECLINED;
    }

    ctx = llcf->apply ? ngx_http_legal_ctx_get(r) : ngx_http_legal_ctx_find(r);

    if (ctx == NULL) {
        return llcf->apply ? NGX_HTTP_INTERNAL_SERVER_ERROR : NGX_DECLINED;
    }

    if (ctx->form && ngx_http_legal_form_body_in_file(r) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    if (ngx_http_legal_is_refused(ctx)) {
        return NGX_DECLINED;
    }

    verdict = ngx_http_legal_decide_anew(r, ctx);
    if (verdict == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    if (verdict->refusal && !llcf->dry_run) {
        return ngx_http_legal_refuse(r, ctx);
    }

    if (verdict->restricts && !llcf->dry_run) {
        verdict->let_through = llcf;
        verdict->let_through_lifted |= verdict->lifted;
    }

    if (ngx_http_legal_form_came(ctx)) {
        return ngx_http_legal_form_redirect(r, ctx);
    }

    rc = ngx_http_legal_request_conditions(r, ctx,
                                      verdict->nnotices && !llcf->dry_run
                                      && !llcf->outlet);

    return (rc == NGX_OK) ? NGX_DECLINED : NGX_HTTP_INTERNAL_SERVER_ERROR;
}


/* No field of add_header is there yet. */

static ngx_int_t
ngx_http_legal_top_header_filter(ngx_http_request_t *r)
{
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (r != r->main) {
        return ngx_http_legal_header_below_top(r);
    }

    ctx = llcf->apply ? ngx_http_legal_ctx_get(r) : ngx_http_legal_ctx_find(r);

    if (ctx == NULL) {
        return llcf->apply ? NGX_ERROR : ngx_http_legal_header_below_top(r);
    }

    if (llcf->apply) {
        ngx_http_legal_fields_mark(r, ctx);
    }

    if (ngx_http_legal_unfiltered(r, ctx) != NGX_OK
        || (llcf->apply
            && ngx_http_legal_response_conditions(r, ctx) != NGX_OK))
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_header_below_top(r);
}


static ngx_int_t
ngx_http_legal_header_filter(ngx_http_request_t *r)
{
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_loc_conf_t  *llcf;

    ngx_http_legal_preview_keep_out(r);

    if (r != r->main) {
        return ngx_http_legal_next_header_filter(r);
    }

    ngx_http_legal_clear_claims(r);

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (llcf->apply == NULL && !r->internal && !r->filter_finalize) {
        return ngx_http_legal_caches_without_rules(r, NULL, llcf);
    }

    ctx = ngx_http_legal_ctx_get(r);
    if (ctx == NULL) {
        return NGX_ERROR;
    }

    ctx->response = NULL;

    if (ctx->verdict) {
        ctx->verdict->answered = 0;
    }

    if (ctx->withheld) {
        ngx_http_legal_give_coding_back(r, ctx->withheld);
    }

    if (ngx_http_legal_form_answered(ctx)) {
        return ngx_http_legal_form_header(r);
    }

    if (ngx_http_legal_is_refused(ctx)) {
        return ngx_http_legal_refused(r, ctx);
    }

    if (llcf->apply == NULL) {
        return ngx_http_legal_caches_without_rules(r, ctx, llcf);
    }

    return ngx_http_legal_header_applied(r, ctx);
}


/* The header of a response in a location block with rules. */

static ngx_int_t
ngx_http_legal_header_applied(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_verdict_t  *verdict;

    verdict = ngx_http_legal_decide_header(r, ctx);
    if (verdict == NULL) {
        return NGX_ERROR;
    }

    if (ngx_http_legal_decide_late(r, verdict) != NGX_OK) {
        return NGX_ERROR;
    }

    ngx_http_legal_outcome_reset(verdict);
    verdict->answered = 1;

    if (verdict->conf->dry_run) {
        ngx_http_legal_dry_run(r, verdict);

        if (verdict->conf->outlet) {
            return ngx_http_legal_outlet_header(r, ctx);
        }

        return ngx_http_legal_next_header_filter(r);
    }

    if (verdict->refusal) {
        if (!ngx_http_legal_status_page_stands(r, verdict)) {
            return ngx_http_legal_refuse_late(r, ctx);
        }

        if (ngx_http_legal_decide_late(r, verdict) != NGX_OK) {
            return NGX_ERROR;
        }

        verdict->refusal->outcome = NGX_HTTP_LEGAL_NO_PAGE;
    }

    if (verdict->conf->outlet) {
        return ngx_http_legal_outlet_header(r, ctx);
    }

    if (ngx_http_legal_caches(r, ctx) != NGX_OK) {
        return NGX_ERROR;
    }

    if (verdict->nnotices == 0) {
        ngx_http_legal_outcome_settle(verdict, NGX_HTTP_LEGAL_NO_PAGE);

        if (!verdict->late) {
            return ngx_http_legal_next_header_filter(r);
        }
    }

    return ngx_http_legal_header_notices(r, ctx);
}


static ngx_int_t
ngx_http_legal_header_notices(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t                   rc;
    ngx_http_legal_response_t  *response;

    response = ngx_http_legal_response_create(r, ctx);
    if (response == NULL) {
        return NGX_ERROR;
    }

    /* none is due after all: what was withheld of the request counts */

    rc = ctx->verdict->nnotices ? ngx_http_legal_start(r, response)
                                : ngx_http_legal_pass(r, response, NULL);

    if (rc == NGX_HTTP_LEGAL_CANNOT_DELIVER) {
        return ngx_http_legal_undeliverable(r, ctx, NULL);
    }

    return rc;
}


static ngx_int_t
ngx_http_legal_top_body_filter(ngx_http_request_t *r, ngx_chain_t *in)
{
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    if (ctx && ctx->response && ctx->response->page
        && ngx_http_legal_whole_file(r, ctx->response->page, in) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_body_below_top(r, in);
}


/* When r ends its last verdict is known, and what has become of it. */

static ngx_int_t
ngx_http_legal_log_handler(ngx_http_request_t *r)
{
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_loc_conf_t  *llcf;

    if (r != r->main) {
        return NGX_OK;
    }

    ctx = ngx_http_legal_ctx_find(r);

    if (ctx == NULL) {
        return NGX_OK;
    }

    ngx_http_legal_form_count(r, ctx);

    if (ctx->verdict == NULL || ctx->verdict->conf == NULL
        || ngx_http_legal_form_answered(ctx))
    {
        return NGX_OK;
    }

    verdict = ctx->verdict;
    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (!ngx_http_legal_is_refused(ctx)) {

        /*
         * A variable may have asked for the verdict of another location block.
         * One that has answered stands, also when post_action goes to another.
         */

        if (verdict->conf->apply == NULL
            || (verdict->conf != llcf && !verdict->answered))
        {
            return NGX_OK;
        }

        ngx_http_legal_response_settle(r, ctx);
    }

    ngx_http_legal_outcome_count(r, ctx);

    return NGX_OK;
}


/* Where no location block has rules, only headers are looked at. */

ngx_int_t
ngx_http_legal_request_init(ngx_conf_t *cf)
{
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    ngx_http_legal_next_header_filter = ngx_http_top_header_filter;
    ngx_http_top_header_filter = ngx_http_legal_header_filter;

    if (lmcf->applies.nelts == 0) {
        return NGX_OK;
    }

    ngx_http_legal_order_warn(cf);
    ngx_http_legal_unfiltered_init(cf);

    if (ngx_http_legal_run_last(cf, NGX_HTTP_PREACCESS_PHASE,
                                ngx_http_legal_handler) != NGX_OK
        || ngx_http_legal_run_last(cf, NGX_HTTP_PRECONTENT_PHASE,
                                   ngx_http_legal_handler) != NGX_OK
        || ngx_http_legal_run(cf, NGX_HTTP_LOG_PHASE,
                              ngx_http_legal_log_handler) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (lmcf->keys.n
        && (ngx_http_legal_run(cf, NGX_HTTP_SERVER_REWRITE_PHASE,
                               ngx_http_legal_form_handler) != NGX_OK
            || ngx_http_legal_run(cf, NGX_HTTP_REWRITE_PHASE,
                                  ngx_http_legal_form_handler) != NGX_OK))
    {
        return NGX_ERROR;
    }

    ngx_http_legal_next_body_filter = ngx_http_top_body_filter;
    ngx_http_top_body_filter = ngx_http_legal_body_filter;

    return NGX_OK;
}


/*
 * Filters take their place by the order of modules; the top is above all of
 * them.
 */

ngx_int_t
ngx_http_legal_request_init_top(ngx_cycle_t *cycle)
{
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_cycle_get_module_main_conf(cycle,
                                               ngx_http_legal_notice_module);

    lmcf->last_look = ngx_http_legal_last_run(cycle, ngx_http_legal_handler);

    if (lmcf->applies.nelts) {
        ngx_http_legal_header_below_top = ngx_http_top_header_filter;
        ngx_http_top_header_filter = ngx_http_legal_top_header_filter;
        ngx_http_legal_body_below_top = ngx_http_top_body_filter;
        ngx_http_top_body_filter = ngx_http_legal_top_body_filter;
    }

    return NGX_OK;
}
