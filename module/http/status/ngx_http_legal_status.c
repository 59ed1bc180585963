/* legal_status: what was counted, as JSON or for Prometheus. */

#include "http/status/ngx_http_legal_status.h"
#include "http/status/ngx_http_legal_status_text.h"
#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_status_handler(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_status_send(ngx_http_request_t *r,
    ngx_str_t *type, ngx_http_legal_text_t *out);


const char *const  ngx_http_legal_whys[NGX_HTTP_LEGAL_WHYS] = {
    "encoding", "corrupt", "part", "charset", "frameset", "unconfirmed"
};


char *
ngx_http_legal_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t                 *value;
    ngx_http_core_loc_conf_t  *clcf;

    if (llcf->status != NGX_HTTP_LEGAL_STATUS_NONE) {
        return "is duplicate";
    }

    value = cf->args->elts;

    if (cf->args->nelts == 1 || ngx_strcmp(value[1].data, "json") == 0) {
        llcf->status = NGX_HTTP_LEGAL_STATUS_JSON;

    } else if (ngx_strcmp(value[1].data, "prometheus") == 0) {
        llcf->status = NGX_HTTP_LEGAL_STATUS_PROMETHEUS;

    } else {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid value \"%V\" in \"%V\" directive, "
                           "\"json\" and \"prometheus\" are allowed",
                           &value[1], &value[0]);
        return NGX_CONF_ERROR;
    }

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
    clcf->handler = ngx_http_legal_status_handler;

    return NGX_CONF_OK;
}


static ngx_int_t
ngx_http_legal_status_handler(ngx_http_request_t *r)
{
    ngx_int_t                    rc;
    ngx_http_legal_text_t         out;
    ngx_http_legal_loc_conf_t   *llcf;
    ngx_http_legal_main_conf_t  *lmcf;

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

    ngx_memzero(&out, sizeof(ngx_http_legal_text_t));
    out.pool = r->pool;

    if (llcf->status == NGX_HTTP_LEGAL_STATUS_JSON) {
        ngx_http_legal_status_json(&out, lmcf);
        return ngx_http_legal_status_send(r, &json, &out);
    }

    ngx_http_legal_status_prometheus(&out, lmcf);

    return ngx_http_legal_status_send(r, &text, &out);
}


static ngx_int_t
ngx_http_legal_status_send(ngx_http_request_t *r, ngx_str_t *type,
    ngx_http_legal_text_t *out)
{
    ngx_int_t     rc;
    ngx_buf_t    *b;
    ngx_chain_t   chain;

    if (out->failed || ngx_http_legal_no_store(r) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    r->headers_out.status = NGX_HTTP_OK;
    r->headers_out.content_type = *type;
    r->headers_out.content_type_len = type->len;
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


/* Appends what fmt says; the text grows as it must. */

void
ngx_http_legal_write(ngx_http_legal_text_t *out, const char *fmt, ...)
{
    u_char   *p, *start;
    size_t    size, used;
    va_list   args;

    while (!out->failed) {

        if (out->start) {
            va_start(args, fmt);
            p = ngx_vslprintf(out->last, out->end, fmt, args);
            va_end(args);

            if (p < out->end) {
                out->last = p;
                return;
            }
        }

        used = out->last - out->start;
        size = ngx_max(2 * (size_t) (out->end - out->start), 8192);

        start = ngx_palloc(out->pool, size);
        if (start == NULL) {
            out->failed = 1;
            return;
        }

        if (used) {
            ngx_memcpy(start, out->start, used);
        }

        out->start = start;
        out->last = start + used;
        out->end = start + size;
    }
}


/*
 * Appends text as it may stand between quotes in JSON, and in a label of the
 * Prometheus text format where json is 0.  What is no UTF-8 becomes "?".
 */

void
ngx_http_legal_write_quoted(ngx_http_legal_text_t *out, ngx_str_t *text,
    ngx_uint_t json)
{
    u_char  *p, *end;
    size_t   n;

    end = text->data + text->len;

    for (p = text->data; p < end; p += ngx_max(n, 1)) {
        n = ln_utf8_length(p, end);

        if (n == 0) {
            ngx_http_legal_write(out, "?");

        } else if (*p == '"' || *p == '\\') {
            ngx_http_legal_write(out, "\\%c", *p);

        } else if (*p == '\n') {
            ngx_http_legal_write(out, "\\n");

        } else if (*p < 0x20 && json) {
            ngx_http_legal_write(out, "\\u%04xD", (uint32_t) *p);

        } else {
            ngx_http_legal_write(out, "%*s", n, p);
        }
    }
}


ngx_atomic_uint_t
ngx_http_legal_shown(ngx_http_legal_rule_t *rule)
{
    ngx_uint_t         i;
    ngx_atomic_uint_t  n;

    n = 0;

    for (i = NGX_HTTP_LEGAL_SHOWN; i <= NGX_HTTP_LEGAL_SHOWN_END; i++) {
        n += rule->counters->n[i];
    }

    return n;
}
