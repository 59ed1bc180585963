/*
 * A response without a Content-Type, or with one that says nothing, where a
 * notice is owed: a browser looks at its first bytes, and so is done here.  The
 * header waits for them.
 */

#include "ngx_http_legal_notice.h"
#include "html/ln_sniff.h"


/* Of a body with a Content-Encoding: decoded, enough to tell by. */
#define NGX_HTTP_LEGAL_UNTYPED_BYTES  4096


static ngx_uint_t ngx_http_legal_says_no_type(ngx_http_legal_type_t *type);
static ngx_int_t ngx_http_legal_untyped_take(ngx_buf_t *b, ngx_chain_t *in,
    ngx_uint_t *last);
static ngx_int_t ngx_http_legal_untyped_sniff(ngx_http_request_t *r,
    ngx_buf_t *b, ngx_uint_t last);


/* Whether the header is to wait; a client that is told not to look won't. */

ngx_uint_t
ngx_http_legal_untyped(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_type_t *type)
{
    ngx_uint_t        i;
    ngx_table_elt_t  *h;

    static ngx_http_legal_type_t  html = {
        ngx_string("text/html"), ngx_null_string
    };

    if (r->header_only || r->method == NGX_HTTP_HEAD
        || !ngx_http_legal_says_no_type(type) || !ngx_http_legal_has_page(r))
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

    for (i = 0; i < ctx->verdict.nnotices; i++) {
        if (ngx_http_legal_takes(r, ctx->verdict.notices[i], &html)) {
            return 1;
        }
    }

    return 0;
}


/* By the MIME Sniffing Standard, 7. */

static ngx_uint_t
ngx_http_legal_says_no_type(ngx_http_legal_type_t *type)
{
    ngx_uint_t  i;

    static ngx_str_t  unknown[] = {
        ngx_null_string,
        ngx_string("unknown/unknown"),
        ngx_string("application/unknown")
    };

    for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
        if (ngx_http_legal_is_type(&type->name, &unknown[i])) {
            return 1;
        }
    }

    return 0;
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
    size_t        size;
    u_char       *had;
    ngx_buf_t    *b;
    ngx_int_t     rc;
    ngx_uint_t    last;
    ngx_chain_t  *cl;

    b = ctx->untyped;

    if (b->start == NULL) {
        size = r->headers_out.content_encoding ? NGX_HTTP_LEGAL_UNTYPED_BYTES
                                               : LN_SNIFF_BYTES;

        b->start = ngx_palloc(r->pool, size);
        if (b->start == NULL) {
            return NGX_ERROR;
        }

        b->pos = b->start;
        b->last = b->start;
        b->end = b->start + size;
        b->temporary = 1;
    }

    had = b->last;

    if (ngx_http_legal_untyped_take(b, *in, &last) != NGX_OK) {
        return NGX_ERROR;
    }

    rc = ngx_http_legal_untyped_sniff(r, b, last);

    if (rc == NGX_ERROR) {
        return NGX_ERROR;
    }

    if (rc == NGX_AGAIN) {
        for (cl = *in; cl; cl = cl->next) {
            b->flush |= cl->buf->flush;
        }

        ngx_http_legal_drop(*in);
        return NGX_AGAIN;
    }

    if (rc == NGX_OK) {
        ngx_http_legal_header_clear(r, "Content-Type");
        ngx_str_set(&r->headers_out.content_type, "text/html");
        r->headers_out.content_type_len = r->headers_out.content_type.len;
        r->headers_out.content_type_lowcase = NULL;
    }

    ctx->untyped = NULL;
    b->last = had;
    b->temporary = b->last > b->pos;

    if (b->temporary || b->flush) {
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


/*
 * NGX_OK: b begins as a page; NGX_AGAIN: more of it is needed to tell.  What
 * cannot be decoded is looked at as it is, as browsers do.
 */

static ngx_int_t
ngx_http_legal_untyped_sniff(ngx_http_request_t *r, ngx_buf_t *b,
    ngx_uint_t last)
{
    int               rc;
    u_char            first[LN_SNIFF_BYTES];
    ngx_str_t         codings;
    ln_error_t        err;
    ln_decoder_t     *decoder;
    ln_decoder_io_t   io;

    if (ngx_http_legal_codings(r, &codings) != NGX_OK) {
        return NGX_ERROR;
    }

    io.in = b->pos;
    io.in_size = b->last - b->pos;
    io.out = first;
    io.out_size = LN_SNIFF_BYTES;

    last |= (b->last == b->end);
    decoder = NULL;

    if (codings.len) {
        decoder = ln_decoder_create(ngx_http_legal_ln(codings), &err);
    }

    if (decoder) {
        rc = ln_decoder_run(decoder, &io);
        ln_decoder_free(decoder);

        if (rc != LN_OK) {
            return NGX_DECLINED;
        }

        rc = ln_sniff_html(first, io.out - first, last);

    } else {
        rc = ln_sniff_html(b->pos, b->last - b->pos, last);
    }

    switch (rc) {

    case LN_OK:
        return NGX_OK;

    case LN_ERROR:
        return NGX_AGAIN;

    default:
        return NGX_DECLINED;
    }
}
