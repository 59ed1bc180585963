/* Answers that are not the page: a 451, or a 503 that holds the notice. */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_has_error_page(ngx_http_request_t *r,
    ngx_uint_t status);
static ngx_int_t ngx_http_legal_replace(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t status, ngx_str_t *body);
static ngx_int_t ngx_http_legal_status_line(ngx_http_request_t *r,
    ngx_uint_t status);


static ngx_str_t  ngx_http_legal_content_type =
                                        ngx_string("text/html; charset=utf-8");
static ngx_str_t  ngx_http_legal_451 =
                                   ngx_string("Unavailable For Legal Reasons");


/* In a phase: answers for rule, by error_page or with its own page. */

ngx_int_t
ngx_http_legal_refuse(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_rule_t *rule)
{
    ngx_http_complex_value_t  cv;

    ctx->refused = rule;

    if (ngx_http_legal_has_error_page(r, rule->status)) {
        return rule->status;
    }

    ngx_memzero(&cv, sizeof(ngx_http_complex_value_t));

    if (ngx_http_legal_render_page(r, rule, &ngx_http_legal_451, &cv.value)
        != NGX_OK)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ngx_http_finalize_request(r,
                              ngx_http_send_response(r, rule->status,
                                           &ngx_http_legal_content_type, &cv));
    return NGX_DONE;
}


/* In the header filter, where `return` has kept the phases from deciding. */

ngx_int_t
ngx_http_legal_refuse_late(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_rule_t *rule)
{
    ngx_str_t  body;

    ctx->refused = rule;

    if (ngx_http_legal_has_error_page(r, rule->status)) {
        return ngx_http_filter_finalize_request(r,
                                  &ngx_http_legal_notice_module, rule->status);
    }

    if (ngx_http_legal_render_page(r, rule, &ngx_http_legal_451, &body)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_replace(r, ctx, rule->status, &body);
}


static ngx_int_t
ngx_http_legal_has_error_page(ngx_http_request_t *r, ngx_uint_t status)
{
    ngx_uint_t                 i;
    ngx_http_err_page_t       *page;
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (r->error_page || clcf->error_pages == NULL) {
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


/*
 * The header of a refusal, whoever made its body: error_page may have turned
 * the status into another one, or its page may be missing; a redirect alone
 * may stay what it is.
 */

ngx_int_t
ngx_http_legal_refused_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t              status;
    ngx_http_legal_rule_t  *rule;

    rule = ctx->refused;
    status = r->headers_out.status;

    if (status < NGX_HTTP_MOVED_PERMANENTLY
        || status == NGX_HTTP_NOT_MODIFIED
        || status >= NGX_HTTP_BAD_REQUEST)
    {
        r->headers_out.status = rule->status;

        if (ngx_http_legal_status_line(r, rule->status) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    ngx_http_clear_last_modified(r);
    ngx_http_clear_etag(r);
    ngx_http_clear_accept_ranges(r);
    r->allow_ranges = 0;

    if (ngx_http_legal_never_stored(r, ctx->verdict.conf) != NGX_OK) {
        return NGX_ERROR;
    }

    if (rule->blocked_by.len
        && ngx_http_legal_header_add(r, "Link", &rule->blocked_by) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_next_header_filter(r);
}


static ngx_int_t
ngx_http_legal_status_line(ngx_http_request_t *r, ngx_uint_t status)
{
    r->headers_out.status_line.len = 0;

    if (status == NGX_HTTP_LEGAL_UNAVAILABLE) {
        ngx_str_set(&r->headers_out.status_line,
                    "451 Unavailable For Legal Reasons");
    }

    return NGX_OK;
}


/*
 * A body that the notices cannot be put into, for the reason why: by policy
 * the page as it is, or a page that holds the notices and nothing else.
 */

ngx_int_t
ngx_http_legal_undeliverable(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_why_t reason, const char *why)
{
    ngx_str_t                   title, body;
    ngx_uint_t                  pass, level;
    ngx_http_legal_rule_t      *rule;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);
    rule = ctx->verdict.notices[0];

    pass = (llcf->undeliverable == NGX_HTTP_LEGAL_UNDELIVERABLE_PASS);

    ngx_http_legal_count_undeliverable(r, ctx, reason, pass);

    if (ngx_http_legal_log_due(r, rule,
                               NGX_HTTP_LEGAL_LOG_UNDELIVERABLE + reason))
    {
        level = pass ? NGX_LOG_WARN : NGX_LOG_ERR;

        ngx_log_error(level, ngx_http_legal_log(r), 0,
                      "notice \"%V\" is undeliverable, the page \"%V\" is "
                      "%s: %s, mend it at its source", &rule->name,
                      ngx_http_legal_log_path(r),
                      pass ? "passed without it" : "refused", why);
    }

    if (pass) {
        return NGX_DECLINED;
    }

    ngx_str_set(&title, "This page cannot be shown with its legal notice");

    if (ngx_http_legal_render_page(r, rule, &title, &body) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_replace(r, ctx, NGX_HTTP_SERVICE_UNAVAILABLE, &body);
}


/*
 * Sends body in place of the response whose header is about to go, all of it
 * here; header_only keeps its maker from sending more, and what it sends all
 * the same is dropped in the body filter.
 */

static ngx_int_t
ngx_http_legal_replace(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_uint_t status, ngx_str_t *body)
{
    ngx_int_t     rc;
    ngx_buf_t    *b;
    ngx_chain_t   out;

    ngx_http_clean_header(r);

    ctx->page = NULL;
    ctx->replaced = 1;

    r->headers_out.status = status;
    r->headers_out.content_type = ngx_http_legal_content_type;
    r->headers_out.content_type_len = ngx_http_legal_content_type.len;
    r->headers_out.content_length_n = body->len;
    r->allow_ranges = 0;

    if (ctx->refused) {
        rc = ngx_http_legal_refused_header(r, ctx);

    } else {
        if (ngx_http_legal_never_stored(r, ctx->verdict.conf) != NGX_OK) {
            return NGX_ERROR;
        }

        rc = ngx_http_legal_next_header_filter(r);
    }

    if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) {
        return rc;
    }

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

    rc = ngx_http_legal_next_body_filter(r, &out);

    r->header_only = 1;

    return (rc == NGX_ERROR) ? NGX_ERROR : NGX_OK;
}
