/*
 * legal_notices: a script that makes a page asks for the notices that the page
 * would have got, had nginx sent it.
 */

#include <ngx_config.h>

#include <ngx_md5.h>

#include "field/ln_accept.h"
#include "field/ln_legal_notice.h"
#include "http/context/ngx_http_legal_compat.h"
#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/headers/ngx_http_legal_type.h"
#include "http/outlet/ngx_http_legal_outlet.h"
#include "http/outlet/ngx_http_legal_outlet_body.h"
#include "http/page/ngx_http_legal_render.h"
#include "http/verdict/ngx_http_legal_outcome.h"
#include "http/verdict/ngx_http_legal_preview_header.h"


static ngx_int_t ngx_http_legal_outlet_answer(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_int_t ngx_http_legal_outlet_wrong(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked);
static ngx_uint_t ngx_http_legal_outlet_gives(ngx_http_legal_item_t *item);
static ngx_int_t ngx_http_legal_outlet_notices(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_str_t *accept,
    ngx_http_legal_outlet_notice_t *notices, ngx_uint_t n);
static ngx_int_t ngx_http_legal_outlet_notice(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked, ngx_http_legal_item_t *item,
    ngx_str_t *accept, ngx_http_legal_outlet_notice_t *notice);
static ngx_int_t ngx_http_legal_outlet_wants_json(ngx_http_request_t *r,
    ngx_uint_t *json);
static ngx_int_t ngx_http_legal_outlet_fields(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked, ngx_http_legal_outlet_notice_t *notices,
    ngx_uint_t n, ngx_str_t *body);
static ngx_int_t ngx_http_legal_outlet_etag(ngx_http_request_t *r,
    ngx_str_t *body);
static ngx_int_t ngx_http_legal_outlet_send(ngx_http_request_t *r,
    ngx_str_t *body);


static ngx_str_t  ngx_http_legal_outlet_type_json =
                                               ngx_string("application/json");
static ngx_str_t  ngx_http_legal_outlet_type_html =
                                        ngx_string("text/html; charset=utf-8");
static ngx_str_t  ngx_http_legal_outlet_type_text =
                                       ngx_string("text/plain; charset=utf-8");


ngx_int_t
ngx_http_legal_outlet_handler(ngx_http_request_t *r)
{
    ngx_int_t              rc;
    ngx_http_legal_ctx_t  *ctx;

    if (!(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return NGX_HTTP_NOT_ALLOWED;
    }

    rc = ngx_http_discard_request_body(r);
    if (rc != NGX_OK) {
        return rc;
    }

    if (r != r->main) {

        /* the verdict is that of the page, which has notices of its own */

        ngx_log_error(NGX_LOG_ERR, r->connection->log, 0,
                      "\"legal_notices\" is asked for a part of a page by "
                      "\"%V\", it answers readers alone: name rules in the "
                      "page's \"legal_apply\"", &r->uri);

        r->headers_out.status = NGX_HTTP_NO_CONTENT;
        r->header_only = 1;

        return ngx_http_send_header(r);
    }

    ctx = ngx_http_legal_ctx_get(r);

    if (ctx == NULL || ngx_http_legal_decide(r, ctx) == NULL
        || ctx->asked == NULL)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    if (ctx->asked->status) {
        return ngx_http_legal_outlet_wrong(r, ctx->asked);
    }

    return ngx_http_legal_outlet_answer(r, ctx);
}


static ngx_int_t
ngx_http_legal_outlet_answer(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t                        rc;
    ngx_str_t                        accept, body;
    ngx_uint_t                       i, n, json;
    ngx_http_legal_verdict_t        *verdict;
    ngx_http_legal_outlet_notice_t  *notices;

    verdict = ctx->verdict;
    ctx->asked->answered = 1;
    n = 0;

    for (i = 0; i < verdict->nnotices; i++) {
        n += ngx_http_legal_outlet_gives(verdict->notices[i]);
    }

    if (n == 0 || verdict->conf->dry_run) {
        r->headers_out.status = NGX_HTTP_NO_CONTENT;
        r->header_only = 1;

        return ngx_http_send_header(r);
    }

    notices = ngx_palloc(r->pool, n * sizeof(ngx_http_legal_outlet_notice_t));

    if (notices == NULL
        || ngx_http_legal_accept_language(r, &accept) != NGX_OK
        || ngx_http_legal_outlet_wants_json(r, &json) != NGX_OK
        || ngx_http_legal_outlet_notices(r, ctx, &accept, notices, n)
           != NGX_OK)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    if (json) {
        ngx_http_legal_type_set(r, &ngx_http_legal_outlet_type_json);
        rc = ngx_http_legal_outlet_json(r, notices, n, &body);

    } else {
        ngx_http_legal_type_set(r, &ngx_http_legal_outlet_type_html);
        rc = ngx_http_legal_outlet_html(r, notices, n, ctx->asked->places,
                                        &body);
    }

    if (rc != NGX_OK
        || ngx_http_legal_outlet_fields(r, ctx->asked, notices, n, &body)
           != NGX_OK)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    r->headers_out.status = NGX_HTTP_OK;

    rc = ngx_http_legal_outlet_send(r, &body);

    for (i = 0; i < n; i++) {
        if (notices[i].item->outcome == NGX_HTTP_LEGAL_OUTLET) {
            notices[i].item->sent = notices[i].language + 1;
        }
    }

    return rc;
}


/* A request that is wrong learns why, and nothing of where it comes from. */

static ngx_int_t
ngx_http_legal_outlet_wrong(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked)
{
    ngx_str_t  body;

    body.len = ngx_strlen(asked->why) + 1;
    body.data = ngx_pnalloc(r->pool, body.len);
    if (body.data == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ngx_memcpy(body.data, asked->why, body.len - 1);
    body.data[body.len - 1] = '\n';

    r->headers_out.status = asked->status;
    ngx_http_legal_type_set(r, &ngx_http_legal_outlet_type_text);

    return ngx_http_legal_outlet_send(r, &body);
}


/* Whether a notice goes into pages, which are what scripts make. */

static ngx_uint_t
ngx_http_legal_outlet_gives(ngx_http_legal_item_t *item)
{
    static ngx_http_legal_type_t  html = {
        ln_string("text/html"), { 0, NULL }
    };

    static ngx_http_legal_type_t  xhtml = {
        ln_string("application/xhtml+xml"), { 0, NULL }
    };

    return !item->rule->is_script
           && (ngx_http_legal_of_type(item->rule, &html)
               || ngx_http_legal_of_type(item->rule, &xhtml));
}


/* What the texts say of the request, they say of the page. */

static ngx_int_t
ngx_http_legal_outlet_notices(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *accept, ngx_http_legal_outlet_notice_t *notices, ngx_uint_t n)
{
    ngx_int_t                  rc;
    ngx_uint_t                 i;
    ngx_http_legal_own_t       own;
    ngx_http_legal_verdict_t  *verdict;

    if (ngx_http_legal_asked_enter(r, ctx->asked, &own) != NGX_OK) {
        return NGX_ERROR;
    }

    verdict = ctx->verdict;
    rc = NGX_OK;

    for (i = 0; i < verdict->nnotices && rc == NGX_OK; i++) {
        if (ngx_http_legal_outlet_gives(verdict->notices[i])) {
            rc = ngx_http_legal_outlet_notice(r, ctx->asked,
                                              verdict->notices[i], accept,
                                              notices++);
        }
    }

    ngx_http_legal_asked_leave(r, &own);

    return rc;
}


static ngx_int_t
ngx_http_legal_outlet_notice(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked, ngx_http_legal_item_t *item,
    ngx_str_t *accept, ngx_http_legal_outlet_notice_t *notice)
{
    ngx_uint_t              language;
    ngx_http_legal_rule_t  *rule;

    rule = item->rule;
    language = ln_text_choose(&rule->text, rule->languages.elts,
                              rule->languages.nelts,
                              ngx_http_legal_ln(asked->lang),
                              ngx_http_legal_ln(*accept));

    notice->rule = rule;
    notice->item = item;
    notice->language = language;
    notice->lang = rule->text.translations[language].language;

    return ngx_http_legal_render_notice(r, rule, language, LN_CHARSET_UTF8,
                                        &notice->markup);
}


/* Markup is given to whoever has no greater wish for JSON. */

static ngx_int_t
ngx_http_legal_outlet_wants_json(ngx_http_request_t *r, ngx_uint_t *json)
{
    ngx_str_t                accept;
    ngx_http_legal_fields_t  fields;

    static ngx_str_t  name = ngx_string("Accept");

    ngx_http_legal_request_fields(r, &fields);

    if (ngx_http_legal_field_join(r, &fields, &name, &accept) != NGX_OK) {
        return NGX_ERROR;
    }

    *json = ln_accept_weight(ngx_http_legal_ln(accept),
                             ln_str("application/json"))
            > ln_accept_weight(ngx_http_legal_ln(accept), ln_str("text/html"));

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_outlet_fields(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked, ngx_http_legal_outlet_notice_t *notices,
    ngx_uint_t n, ngx_str_t *body)
{
    size_t                  len;
    u_char                 *p;
    ngx_str_t               value, vary;
    ngx_uint_t              i, language;
    ngx_http_legal_rule_t  *rule;

    len = 0;
    language = 0;

    for (i = 0; i < n; i++) {
        rule = notices[i].rule;
        len += LN_LEGAL_NOTICE_SIZE + rule->name.len + notices[i].lang.len;
        language |= ln_text_reader_chooses(&rule->text, rule->languages.elts,
                                           rule->languages.nelts,
                                           ngx_http_legal_ln(asked->lang));
    }

    p = ngx_pnalloc(r->pool, len);
    if (p == NULL) {
        return NGX_ERROR;
    }

    value.data = p;

    for (i = 0; i < n; i++) {
        p += ln_legal_notice_add(ngx_http_legal_ln(notices[i].rule->name),
                                 notices[i].lang, i > 0, p);
    }

    value.len = p - value.data;

    ngx_str_set(&vary, "Accept");

    if (language) {
        ngx_str_set(&vary, "Accept, Accept-Language");
    }

    if (ngx_http_legal_field_add(r, "Legal-Notice", &value) != NGX_OK
        || ngx_http_legal_field_add(r, "Vary", &vary) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_outlet_etag(r, body);
}


/* Of each byte, by which JSON differs: nginx answers preconditions by it. */

static ngx_int_t
ngx_http_legal_outlet_etag(ngx_http_request_t *r, ngx_str_t *body)
{
    u_char            digest[16];
    ngx_md5_t         md5;
    ngx_table_elt_t  *etag;

    ngx_md5_init(&md5);
    ngx_md5_update(&md5, body->data, body->len);
    ngx_md5_final(digest, &md5);

    etag = ngx_list_push(&r->headers_out.headers);
    if (etag == NULL) {
        return NGX_ERROR;
    }

    etag->hash = 1;
    ngx_http_legal_end_header(etag);
    ngx_str_set(&etag->key, "ETag");

    etag->value.len = 2 * sizeof(digest) + 2;
    etag->value.data = ngx_pnalloc(r->pool, etag->value.len);

    if (etag->value.data == NULL) {
        etag->hash = 0;
        return NGX_ERROR;
    }

    etag->value.data[0] = '"';
    (void) ngx_hex_dump(etag->value.data + 1, digest, sizeof(digest));
    etag->value.data[etag->value.len - 1] = '"';

    r->headers_out.etag = etag;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_outlet_send(ngx_http_request_t *r, ngx_str_t *body)
{
    ngx_int_t    rc;
    ngx_buf_t   *b;
    ngx_chain_t  out;

    r->headers_out.content_length_n = body->len;

    rc = ngx_http_send_header(r);

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
    b->last_buf = (r == r->main);
    b->last_in_chain = 1;

    out.buf = b;
    out.next = NULL;

    return ngx_http_output_filter(r, &out);
}


ngx_int_t
ngx_http_legal_outlet_header(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t                  rc;
    ngx_str_t                  value;
    ngx_uint_t                 i, status, outcome;
    ngx_http_legal_item_t     *item;
    ngx_http_legal_verdict_t  *verdict;

    static ngx_str_t  cache_control = ngx_string("Cache-Control");

    verdict = ctx->verdict;
    status = r->headers_out.status;

    outcome = (status == NGX_HTTP_NOT_MODIFIED) ? NGX_HTTP_LEGAL_NOT_MODIFIED
              : !ctx->asked->answered || status >= NGX_HTTP_BAD_REQUEST
                ? NGX_HTTP_LEGAL_NO_PAGE
              : verdict->conf->dry_run ? NGX_HTTP_LEGAL_DRY_RUN
              : (r->method == NGX_HTTP_HEAD) ? NGX_HTTP_LEGAL_HEAD
              : NGX_HTTP_LEGAL_OUTLET;

    for (i = 0; i < verdict->nnotices; i++) {
        item = verdict->notices[i];
        item->outcome = ngx_http_legal_outlet_gives(item)
                        ? outcome : NGX_HTTP_LEGAL_NO_PAGE;
    }

    rc = ngx_http_legal_no_store(r);

    if (rc == NGX_OK && status < NGX_HTTP_BAD_REQUEST
        && verdict->preview.len == 0 && !verdict->mistyped)
    {
        /* whatever legal_cache says of pages */

        ngx_http_legal_field_clear(r, &cache_control);
        ngx_str_set(&value, "private, no-cache");
        rc = ngx_http_legal_field_add(r, "Cache-Control", &value);
    }

    if (rc != NGX_OK) {
        return NGX_ERROR;
    }

    if (!verdict->conf->dry_run
        && ngx_http_legal_preview_header(r, verdict) != NGX_OK)
    {
        return NGX_ERROR;
    }

    ngx_str_set(&value, "same-origin");

    if (ngx_http_legal_field_add(r, "Cross-Origin-Resource-Policy", &value)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    ngx_str_set(&value, "nosniff");

    if (ngx_http_legal_field_add(r, "X-Content-Type-Options", &value)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_next_header_filter(r);
}
