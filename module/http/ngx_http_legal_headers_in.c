/*
 * What a request may not ask for where a notice is owed: a part of the page,
 * a 304 by the original's validators, or a coding the notice cannot be put
 * into.
 */

#include "ngx_http_legal_notice.h"


static ngx_uint_t ngx_http_legal_taken(ngx_table_elt_t *h);


/*
 * The header list is rebuilt without the fields: proxy forwards what is in
 * the list, whatever its hash, and elements must stay where others point to.
 */

ngx_int_t
ngx_http_legal_take_over(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t        i, n;
    ngx_list_t       *list;
    ngx_list_part_t  *part;
    ngx_table_elt_t  *h, *kept;

    if (ctx->taken_over || !(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return NGX_OK;
    }

    ctx->taken_over = 1;
    list = &r->headers_in.headers;
    n = 0;

    for (part = &list->part; part; part = part->next) {
        n += part->nelts;
    }

    kept = ngx_palloc(r->pool, (n + 4) * sizeof(ngx_table_elt_t));
    if (kept == NULL) {
        return NGX_ERROR;
    }

    n = 0;

    for (part = &list->part; part; part = part->next) {
        h = part->elts;

        for (i = 0; i < part->nelts; i++) {
            if (!ngx_http_legal_taken(&h[i])) {
                kept[n++] = h[i];
            }
        }
    }

    list->part.elts = kept;
    list->part.nelts = n;
    list->part.next = NULL;
    list->last = &list->part;
    list->nalloc = n + 4;

    ctx->if_none_match = r->headers_in.if_none_match;
    ctx->accept_encoding = r->headers_in.accept_encoding;

    r->headers_in.if_none_match = NULL;
    r->headers_in.if_modified_since = NULL;
    r->headers_in.if_match = NULL;
    r->headers_in.if_unmodified_since = NULL;
    r->headers_in.range = NULL;
    r->headers_in.if_range = NULL;
    r->headers_in.accept_encoding = NULL;
    r->allow_ranges = 0;

    return NGX_OK;
}


static ngx_uint_t
ngx_http_legal_taken(ngx_table_elt_t *h)
{
    ngx_uint_t  i;

    static ngx_str_t  names[] = {
        ngx_string("if-none-match"),
        ngx_string("if-modified-since"),
        ngx_string("if-match"),
        ngx_string("if-unmodified-since"),
        ngx_string("if-range"),
        ngx_string("range"),
        ngx_string("accept-encoding")
    };

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (h->key.len == names[i].len
            && ngx_strncasecmp(h->key.data, names[i].data, names[i].len) == 0)
        {
            return 1;
        }
    }

    return 0;
}


/* gzip asks for Accept-Encoding below us: the page may be compressed now. */

void
ngx_http_legal_give_back(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    if (ctx->accept_encoding && r->headers_in.accept_encoding == NULL) {
        r->headers_in.accept_encoding = ctx->accept_encoding;
#if (NGX_HTTP_GZIP)
        r->gzip_tested = 0;
        r->gzip_ok = 0;
#endif
    }
}
