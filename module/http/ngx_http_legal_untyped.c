/*
 * A response without a Content-Type, where a notice is owed: a browser looks
 * at its first bytes, and so is done here.  The header waits for them.
 */

#include "ngx_http_legal_notice.h"
#include "html/ln_sniff.h"


static ngx_int_t ngx_http_legal_untyped_take(ngx_buf_t *b, ngx_chain_t *in,
    ngx_uint_t *last);


/* Whether the header is to wait; a client that is told not to look won't. */

ngx_uint_t
ngx_http_legal_untyped(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t        i, n;
    ngx_table_elt_t  *h;

    static ngx_str_t  html = ngx_string("text/html");

    n = r->headers_out.status;

    if (r->headers_out.content_type.len || r->header_only
        || r->method == NGX_HTTP_HEAD || r->headers_out.content_encoding
        || (n != NGX_HTTP_OK && n < NGX_HTTP_BAD_REQUEST))
    {
        return 0;
    }

    h = ngx_http_legal_header_find(r, "X-Content-Type-Options");

    if (h && h->value.len == sizeof("nosniff") - 1
        && ngx_strncasecmp(h->value.data, (u_char *) "nosniff", h->value.len)
           == 0)
    {
        return 0;
    }

    r->headers_out.content_type = html;
    r->headers_out.content_type_len = html.len;

    for (i = 0; i < ctx->verdict.nnotices; i++) {
        if (ngx_http_legal_takes(r, ctx->verdict.notices[i])) {
            break;
        }
    }

    ngx_str_null(&r->headers_out.content_type);
    r->headers_out.content_type_len = 0;

    return i < ctx->verdict.nnotices;
}


/*
 * The next buffers of such a response.  NGX_AGAIN: they are kept, as copies,
 * until there are more; an upstream that is not buffered waits for its own.
 * NGX_OK: all that came is in *in, and the type has been set if it is a page.
 */

ngx_int_t
ngx_http_legal_untyped_body(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_chain_t **in)
{
    u_char       *had;
    ngx_buf_t    *b;
    ngx_int_t     rc;
    ngx_uint_t    last;
    ngx_chain_t  *cl;

    b = ctx->untyped;

    if (b->start == NULL) {
        b->start = ngx_palloc(r->pool, LN_SNIFF_BYTES);
        if (b->start == NULL) {
            return NGX_ERROR;
        }

        b->pos = b->start;
        b->last = b->start;
        b->end = b->start + LN_SNIFF_BYTES;
        b->temporary = 1;
    }

    had = b->last;

    if (ngx_http_legal_untyped_take(b, *in, &last) != NGX_OK) {
        return NGX_ERROR;
    }

    rc = ln_sniff_html(b->pos, b->last - b->pos, last);

    if (rc == LN_ERROR) {
        ngx_http_legal_drop(*in);
        return NGX_AGAIN;
    }

    if (rc == LN_OK) {
        ngx_str_set(&r->headers_out.content_type, "text/html");
        r->headers_out.content_type_len = r->headers_out.content_type.len;
        r->headers_out.content_type_lowcase = NULL;
    }

    ctx->untyped = NULL;
    b->last = had;

    if (b->last > b->pos) {
        cl = ngx_alloc_chain_link(r->pool);
        if (cl == NULL) {
            return NGX_ERROR;
        }

        cl->buf = b;
        cl->next = *in;
        *in = cl;
    }

    return NGX_OK;
}


/* Copies what there is room for. */

static ngx_int_t
ngx_http_legal_untyped_take(ngx_buf_t *b, ngx_chain_t *in, ngx_uint_t *last)
{
    size_t      n;
    ngx_buf_t  *from;

    *last = 0;

    for ( /* void */ ; in; in = in->next) {
        from = in->buf;
        *last |= from->last_buf;

        n = ngx_min((off_t) (b->end - b->last), ngx_buf_size(from));

        if (n == 0) {
            continue;
        }

        if (ngx_buf_in_memory(from)) {
            ngx_memcpy(b->last, from->pos, n);

        } else if (ngx_read_file(from->file, b->last, n, from->file_pos)
                   != (ssize_t) n)
        {
            return NGX_ERROR;
        }

        b->last += n;
    }

    return NGX_OK;
}
