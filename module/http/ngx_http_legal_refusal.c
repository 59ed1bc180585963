/* Answers that are not the page: a 451, or a 503 that holds the notices. */

#include <ngx_config.h>

#include "http/acknowledge/ngx_http_legal_acknowledged.h"
#include "http/acknowledge/ngx_http_legal_navigation.h"
#include "http/counters/ngx_http_legal_log.h"
#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/ngx_http_legal_form.h"
#include "http/ngx_http_legal_refusal.h"
#include "http/page/ngx_http_legal_pass.h"
#include "http/page/ngx_http_legal_render.h"
#include "http/verdict/ngx_http_legal_outcome.h"
#include "http/verdict/ngx_http_legal_preview_header.h"


/* No name of a host is longer: RFC 1035, 2.3.4. */
#define NGX_HTTP_LEGAL_HOST_MAX  255


static void ngx_http_legal_note_refusal(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);
static ngx_int_t ngx_http_legal_has_error_page(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);
static ngx_int_t ngx_http_legal_refusal_page(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *page);
static void ngx_http_legal_log_status(ngx_http_request_t *r);
static ngx_uint_t ngx_http_legal_undeliverable_passes(
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_response_t *response,
    ngx_uint_t owes);
static void ngx_http_legal_log_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t passed);
static ngx_int_t ngx_http_legal_undeliverable_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t outcome,
    ngx_str_t *body, ngx_str_t *claims);
static void ngx_http_legal_undeliverable_outcome(
    ngx_http_legal_response_t *response, ngx_uint_t from, ngx_uint_t to);
static ngx_int_t ngx_http_legal_replace(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t status, ngx_str_t *body,
    ngx_str_t *claims);
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
                              ngx_http_send_response(r, rule->status,
                                           &ngx_http_legal_content_type, &cv));
    return NGX_DONE;
}


ngx_int_t
ngx_http_legal_refuse_late(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_str_t                   body;
    ngx_http_legal_rule_t      *rule;
    ngx_http_legal_response_t  *response;

    ngx_http_legal_note_refusal(r, ctx->verdict);
    rule = ctx->verdict->refused.rule;

    if (ngx_http_legal_has_error_page(r, ctx->verdict)) {
        response = ngx_http_legal_response_create(r, ctx);

        return response ? ngx_http_legal_response_finalize(r, response,
                                                           rule->status)
                        : NGX_ERROR;
    }

    if (ngx_http_legal_refusal_page(r, ctx, &body) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_replace(r, ctx, rule->status, &body, NULL);
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


ngx_int_t
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


ngx_int_t
ngx_http_legal_undeliverable(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_chain_t **in)
{
    ngx_int_t                   rc;
    ngx_str_t                   body, claims;
    ngx_uint_t                  owes, passed, refused;
    ngx_http_legal_response_t  *response;

    response = ctx->response;
    owes = ngx_http_legal_outcome_pending(ctx->verdict);
    refused = ngx_http_legal_counter_undeliverable(response->reason, 0);
    passed = ngx_http_legal_counter_undeliverable(response->reason, 1);

    if (ngx_http_legal_undeliverable_passes(ctx->verdict, response, owes)) {
        ngx_http_legal_undeliverable_outcome(response, NGX_HTTP_LEGAL_PENDING,
                                             passed);
        rc = ngx_http_legal_pass(r, response, in);

        if (rc != NGX_DECLINED) {
            if (owes) {
                ngx_http_legal_log_undeliverable(r, response, 1);
            }

            return rc;
        }

        ngx_http_legal_undeliverable_outcome(response, passed,
                                             NGX_HTTP_LEGAL_PENDING);
    }

    ngx_http_legal_undeliverable_outcome(response, NGX_HTTP_LEGAL_PENDING,
                                         refused);

    /* what an inner tier has put in goes with its page */

    ngx_http_legal_undeliverable_outcome(response, NGX_HTTP_LEGAL_PRESENT,
                                         refused);
    ngx_http_legal_log_undeliverable(r, response, 0);

    if (in) {
        ngx_http_legal_source_drop(*in);
    }

    if (response->page) {
        ngx_http_legal_output_drop(r, &response->page->output);
    }

    if (ngx_http_legal_undeliverable_page(r, response, refused, &body, &claims)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_replace(r, ctx, NGX_HTTP_SERVICE_UNAVAILABLE, &body,
                                  &claims);
}


/*
 * Nobody can read what is corrupt: passing it would hide the fault.  But a page
 * that only lacks its script owes nothing.
 */

static ngx_uint_t
ngx_http_legal_undeliverable_passes(ngx_http_legal_verdict_t *verdict,
    ngx_http_legal_response_t *response, ngx_uint_t owes)
{
    if (!owes) {
        return 1;
    }

    return verdict->conf->undeliverable == NGX_HTTP_LEGAL_UNDELIVERABLE_PASS
           && response->reason != NGX_HTTP_LEGAL_WHY_CORRUPT;
}


static void
ngx_http_legal_log_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t passed)
{
    ngx_uint_t                 i, level, outcome;
    ngx_http_legal_rule_t     *rule;
    ngx_http_legal_verdict_t  *verdict;

    verdict = response->verdict;
    outcome = ngx_http_legal_counter_undeliverable(response->reason, passed);
    level = passed ? NGX_LOG_WARN : NGX_LOG_ERR;
    rule = verdict->notices[0]->rule;

    for (i = 0; i < verdict->nnotices; i++) {
        if (verdict->notices[i]->outcome == outcome) {
            rule = verdict->notices[i]->rule;
            break;
        }
    }

    if (!ngx_http_legal_log_due(r, rule, NGX_HTTP_LEGAL_LOG_UNDELIVERABLE
                                         + response->reason))
    {
        return;
    }

    ngx_log_error(level, ngx_http_legal_log(r), 0,
                  "notice \"%V\" is undeliverable, the page \"%V\" is "
                  "%s: %s, mend it at its source", &rule->name,
                  ngx_http_legal_log_path(r),
                  passed ? "passed without it" : "refused", response->why);
}


/* A page with each notice of that outcome: all that are due in the response. */

static ngx_int_t
ngx_http_legal_undeliverable_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_uint_t outcome,
    ngx_str_t *body, ngx_str_t *claims)
{
    ngx_uint_t                  i, n;
    ngx_http_legal_item_t     **items;
    ngx_http_legal_verdict_t   *verdict;

    static ngx_str_t  title =
               ngx_string("This page cannot be shown with its legal notice");

    verdict = response->verdict;

    items = ngx_palloc(r->pool,
                       verdict->nnotices * sizeof(ngx_http_legal_item_t *));
    if (items == NULL) {
        return NGX_ERROR;
    }

    n = 0;

    for (i = 0; i < verdict->nnotices; i++) {
        if (verdict->notices[i]->outcome == outcome
            && !verdict->notices[i]->rule->is_script)
        {
            items[n++] = verdict->notices[i];
        }
    }

    return ngx_http_legal_render_notices(r, items, n, &title, body,
                                         claims);
}


static void
ngx_http_legal_undeliverable_outcome(ngx_http_legal_response_t *response,
    ngx_uint_t from, ngx_uint_t to)
{
    ngx_uint_t                 i;
    ngx_http_legal_verdict_t  *verdict;

    verdict = response->verdict;

    for (i = 0; i < verdict->nnotices; i++) {
        if (verdict->notices[i]->outcome == from) {
            verdict->notices[i]->outcome = to;
        }
    }
}


/*
 * Sends body in place of the response whose header is about to go, all of it
 * here; header_only keeps its maker from sending more, and what it sends all
 * the same is dropped in the body filter.
 */

static ngx_int_t
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
            || ngx_http_legal_field_add(r, "Legal-Notice", claims) != NGX_OK)
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
