/* legal_status: what was counted, as JSON or for Prometheus. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/headers/ngx_http_legal_type.h"
#include "http/status/ngx_http_legal_status.h"
#include "http/status/ngx_http_legal_status_html.h"
#include "http/status/ngx_http_legal_status_json.h"
#include "http/status/ngx_http_legal_status_prometheus.h"


static ngx_int_t ngx_http_legal_status_send(ngx_http_request_t *r,
    ngx_str_t *type, ngx_http_legal_report_t *out);


ngx_int_t
ngx_http_legal_status_handler(ngx_http_request_t *r)
{
    ngx_int_t                    rc;
    ngx_http_legal_html_t        html;
    ngx_http_legal_report_t      out;
    ngx_http_legal_loc_conf_t   *llcf;
    ngx_http_legal_main_conf_t  *lmcf;

    static ngx_str_t  page = ngx_string("text/html; charset=utf-8");
    static ngx_str_t  json = ngx_string("application/json");
    static ngx_str_t  text = ngx_string("text/plain; version=0.0.4; "
                                        "charset=utf-8");

    if (!(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return NGX_HTTP_NOT_ALLOWED;
    }

    rc = ngx_http_discard_request_body(r);
    if (rc != NGX_OK) {
        return rc;
    }

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);
    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    ngx_memzero(&out, sizeof(ngx_http_legal_report_t));
    out.pool = r->pool;

    if (llcf->status == NGX_HTTP_LEGAL_STATUS_HTML) {
        ngx_memzero(&html, sizeof(ngx_http_legal_html_t));
        html.out.pool = r->pool;
        html.r = r;
        html.lmcf = lmcf;

        if (ngx_http_legal_status_html(&html) != NGX_OK) {
            return NGX_HTTP_INTERNAL_SERVER_ERROR;
        }

        return ngx_http_legal_status_send(r, &page, &html.out);
    }

    if (llcf->status == NGX_HTTP_LEGAL_STATUS_JSON) {
        ngx_http_legal_status_json(&out, lmcf);
        return ngx_http_legal_status_send(r, &json, &out);
    }

    ngx_http_legal_status_prometheus(&out, lmcf);

    return ngx_http_legal_status_send(r, &text, &out);
}


static ngx_int_t
ngx_http_legal_status_send(ngx_http_request_t *r, ngx_str_t *type,
    ngx_http_legal_report_t *out)
{
    ngx_int_t     rc;
    ngx_buf_t    *b;
    ngx_chain_t   chain;

    if (out->failed || ngx_http_legal_no_store(r) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    r->headers_out.status = NGX_HTTP_OK;
    ngx_http_legal_type_set(r, type);
    r->headers_out.content_length_n = out->last - out->start;

    rc = ngx_http_send_header(r);

    if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) {
        return rc;
    }

    b = ngx_calloc_buf(r->pool);
    if (b == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    b->pos = out->start;
    b->last = out->last;
    b->memory = 1;
    b->last_buf = (r == r->main);
    b->last_in_chain = 1;

    chain.buf = b;
    chain.next = NULL;

    return ngx_http_output_filter(r, &chain);
}
