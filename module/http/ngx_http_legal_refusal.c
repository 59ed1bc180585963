/* Answers that are not the page: a 451, and whatever replaces a page late. */

#include <ngx_config.h>

#include "http/acknowledge/ngx_http_legal_acknowledged.h"
#include "http/acknowledge/ngx_http_legal_navigation.h"
#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/ngx_http_legal_form.h"
#include "http/ngx_http_legal_refusal.h"
#include "http/page/ngx_http_legal_render.h"
#include "http/verdict/ngx_http_legal_preview_header.h"


/* No name of a host is longer: RFC 1035, 2.3.4. */
#define NGX_HTTP_LEGAL_HOST_MAX  255


static void ngx_http_legal_note_refusal(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);
static ngx_int_t ngx_http_legal_refuse_replace(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_uint_t ngx_http_legal_may_be_finalized(ngx_http_request_t *r);
static ngx_uint_t ngx_http_legal_is_returned(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_refuse_returned(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_int_t ngx_http_legal_has_error_page(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);
static ngx_int_t ngx_http_legal_refusal_page(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *page);
static ngx_int_t ngx_http_legal_refused_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static void ngx_http_legal_log_status(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_replace_body(ngx_http_request_t *r,
    ngx_str_t *body);


static ngx_str_t  ngx_http_legal_content_type =
                                        ngx_string("text/html; charset=utf-8");
static ngx_str_t  ngx_http_legal_framed =
                    ngx_string("frame-ancestors 'self'; form-action 'self'");
static ngx_str_t  ngx_http_legal_451 =
                                   ngx_string("Unavailable For Legal Reasons");


ngx_int_t
ngx_http_legal_refuse(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_rule_t     *rule;
    ngx_http_complex_value_t   cv;

    ngx_http_legal_note_refusal(r, ctx->verdict);
    rule = ctx->verdict->refused.rule;

    if (ngx_http_legal_has_error_page(r, ctx->verdict)) {

        /* a 408 that a phase returns closes the connection */

        if (rule->status != NGX_HTTP_REQUEST_TIME_OUT) {
            return rule->status;
        }

        ngx_http_finalize_request(r,
                           ngx_http_special_response_handler(r, rule->status));
        return NGX_DONE;
    }

    ngx_memzero(&cv, sizeof(ngx_http_complex_value_t));

    if (ngx_http_legal_refusal_page(r, ctx, &cv.value) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ngx_http_legal_type_set(r, &ngx_http_legal_content_type);

    ngx_http_finalize_request(r,
                              ngx_http_send_response(r, rule->status, NULL,
                                                     &cv));
    return NGX_DONE;
}


ngx_int_t
ngx_http_legal_refuse_late(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_rule_t  *rule;

    ngx_http_legal_note_refusal(r, ctx->verdict);
    rule = ctx->verdict->refused.rule;

    if (ngx_http_legal_has_error_page(r, ctx->verdict)
        && rule->status != NGX_HTTP_REQUEST_TIME_OUT
        && ngx_http_legal_may_be_finalized(r))
    {
        return ngx_http_legal_refuse_returned(r, ctx);
    }

    return ngx_http_legal_refuse_replace(r, ctx);
}


static ngx_int_t
ngx_http_legal_refuse_replace(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    ngx_str_t  body;

    if (ngx_http_legal_refusal_page(r, ctx, &body) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_replace(r, ctx, ctx->verdict->refused.rule->status,
                                  &body, NULL);
}


/*
 * Where error_page leads back to the same `return`, its text is the one that is
 * refused.  error_page may redirect, too.
 */

ngx_int_t
ngx_http_legal_refused(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (ctx->verdict->conf == llcf && r->headers_out.location == NULL
        && ngx_http_legal_is_returned(r))
    {
        return ngx_http_legal_refuse_replace(r, ctx);
    }

    return ngx_http_legal_refused_header(r, ctx);
}


/*
 * Whether nginx may finalize r with a status: a `return` takes one from the
 * header filter; others might go on with their body.  A body of the request
 * that is being discarded is not there for a page of error_page.
 */

static ngx_uint_t
ngx_http_legal_may_be_finalized(ngx_http_request_t *r)
{
    return ngx_http_legal_is_returned(r)
           && !r->err_status && !r->filter_finalize && !r->post_action
           && !r->discard_body;
}


/*
 * Whether a `return` of a location block is at work.  One of a server block
 * would answer in place of error_page's page, too.  The handler of the rewrite
 * module is the first one of its phase.
 */

static ngx_uint_t
ngx_http_legal_is_returned(ngx_http_request_t *r)
{
    ngx_array_t                *handlers;
    ngx_http_handler_pt        *rewrite;
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_get_module_main_conf(r, ngx_http_core_module);
    handlers = &cmcf->phases[NGX_HTTP_REWRITE_PHASE].handlers;
    rewrite = handlers->elts;

    return handlers->nelts
           && (ngx_uint_t) r->phase_handler
              >= cmcf->phase_engine.location_rewrite_index
           && cmcf->phase_engine.handlers[r->phase_handler].handler == *rewrite;
}


/* Nothing of the response is left, as ngx_http_filter_finalize_request(). */

static ngx_int_t
ngx_http_legal_refuse_returned(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    ngx_http_clean_header(r);

    ngx_memzero(r->ctx, sizeof(void *) * ngx_http_max_module);
    ngx_http_set_ctx(r, ctx, ngx_http_legal_notice_module);

    return ctx->verdict->refused.rule->status;
}


/* From now on the request is refused, wherever it is redirected to. */

static void
ngx_http_legal_note_refusal(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    verdict->refused = *verdict->refusal;
    verdict->refused.outcome = NGX_HTTP_LEGAL_REFUSED;
    verdict->refused.asked = verdict->refused.rule->asks
                             && r->headers_in.server.len
                                <= NGX_HTTP_LEGAL_HOST_MAX
                             && ngx_http_legal_is_navigation(r);
}


/* A page of error_page's would have no form. */

static ngx_int_t
ngx_http_legal_has_error_page(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t                 i, status;
    ngx_http_err_page_t       *page;
    ngx_http_core_loc_conf_t  *clcf;

    status = verdict->refused.rule->status;
    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (verdict->refused.asked || r->error_page || clcf->error_pages == NULL) {
        return 0;
    }

    page = clcf->error_pages->elts;

    for (i = 0; i < clcf->error_pages->nelts; i++) {
        if (page[i].status == (ngx_int_t) status) {
            return 1;
        }
    }

    return 0;
}


static ngx_int_t
ngx_http_legal_refusal_page(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *page)
{
    ln_form_t               form;
    ngx_http_legal_item_t  *refused;

    refused = &ctx->verdict->refused;

    if (!refused->asked) {
        return ngx_http_legal_render_page(r, refused, &ngx_http_legal_451, NULL,
                                          page);
    }

    form.rule = ngx_http_legal_ln(refused->rule->name);
    form.unsent = (r->method == NGX_HTTP_POST
                   && !ngx_http_legal_form_came(ctx));

    if (ngx_http_legal_token(r, refused->rule, &form.token) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_render_page(r, refused, &ngx_http_legal_451, &form,
                                      page);
}


/*
 * error_page may have changed the status, or its page may be missing: the
 * status becomes that of the rule again.  Only a redirect keeps its status.
 */

static ngx_int_t
ngx_http_legal_refused_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t              status;
    ngx_http_legal_rule_t  *rule;

    rule = ctx->verdict->refused.rule;
    status = r->headers_out.status;

    if (status < NGX_HTTP_MOVED_PERMANENTLY
        || status == NGX_HTTP_NOT_MODIFIED
        || status >= NGX_HTTP_BAD_REQUEST)
    {
        r->headers_out.status = rule->status;
        r->headers_out.status_line.len = 0;
        ngx_http_legal_log_status(r);

        /* nginx knows no reason phrase for it */

        if (rule->status == NGX_HTTP_LEGAL_UNAVAILABLE) {
            ngx_str_set(&r->headers_out.status_line,
                        "451 Unavailable For Legal Reasons");
        }
    }

    ngx_http_clear_last_modified(r);
    ngx_http_clear_etag(r);
    ngx_http_clear_accept_ranges(r);
    r->allow_ranges = 0;

    if (ngx_http_legal_never_stored(r, ctx->verdict->conf) != NGX_OK
        || ngx_http_legal_preview_header(r, ctx->verdict) != NGX_OK)
    {
        return NGX_ERROR;
    }

    /* a frame could hide what is clicked in it */

    if (ctx->verdict->refused.asked
        && ngx_http_legal_field_add(r, "Content-Security-Policy",
                                    &ngx_http_legal_framed) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (rule->blocked_by.len
        && ngx_http_legal_field_add(r, "Link", &rule->blocked_by) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_next_header_filter(r);
}


/* $status is that of the error whose page this is, where there is one. */

static void
ngx_http_legal_log_status(ngx_http_request_t *r)
{
    if (r->err_status) {
        r->err_status = r->headers_out.status;
    }
}


/*
 * All of the body goes here; header_only keeps the maker of the response from
 * sending more, and what it sends all the same is dropped in the body filter.
 */

ngx_int_t
ngx_http_legal_replace(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_uint_t status, ngx_str_t *body, ngx_str_t *claims)
{
    ngx_int_t  rc;

    if (ngx_http_legal_response_create(r, ctx) == NULL) {
        return NGX_ERROR;
    }

    ctx->response->state = NGX_HTTP_LEGAL_STATE_REPLACED;
    ngx_http_legal_source_buffered(r, ctx->source);

    if (ngx_http_legal_fields_restart(r, ctx) != NGX_OK) {
        return NGX_ERROR;
    }

    r->headers_out.status = status;
    ngx_http_legal_type_set(r, &ngx_http_legal_content_type);
    r->headers_out.content_length_n = body->len;
    r->allow_ranges = 0;

    if (ngx_http_legal_is_refused(ctx)) {
        rc = ngx_http_legal_refused_header(r, ctx);

    } else {
        ngx_http_legal_log_status(r);

        if (ngx_http_legal_never_stored(r, ctx->verdict->conf) != NGX_OK
            || ngx_http_legal_preview_header(r, ctx->verdict) != NGX_OK
            || (claims->len
                && ngx_http_legal_field_add(r, "Legal-Notice", claims)
                   != NGX_OK))
        {
            return NGX_ERROR;
        }

        rc = ngx_http_legal_next_header_filter(r);
    }

    if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) {
        return rc;
    }

    rc = ngx_http_legal_replace_body(r, body);

    r->header_only = 1;

    return (rc == NGX_ERROR) ? NGX_ERROR : NGX_OK;
}


static ngx_int_t
ngx_http_legal_replace_body(ngx_http_request_t *r, ngx_str_t *body)
{
    ngx_buf_t    *b;
    ngx_chain_t   out;

    b = ngx_calloc_buf(r->pool);
    if (b == NULL) {
        return NGX_ERROR;
    }

    b->pos = body->data;
    b->last = body->data + body->len;
    b->memory = 1;
    b->last_buf = 1;
    b->last_in_chain = 1;

    out.buf = b;
    out.next = NULL;

    return ngx_http_legal_next_body_filter(r, &out);
}
