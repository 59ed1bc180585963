/* The body of a response, which is a page, or waits to be known as one. */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_page_body(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_chain_t *in);
static ngx_int_t ngx_http_legal_undecodable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_int_t ngx_http_legal_break(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);


ngx_int_t
ngx_http_legal_body_filter(ngx_http_request_t *r, ngx_chain_t *in)
{
    ngx_int_t               rc;
    ngx_chain_t            *decoded;
    ngx_http_legal_ctx_t   *ctx;
    ngx_http_legal_type_t   type;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    if (ctx && ctx->untyped && in) {
        rc = ngx_http_legal_untyped_body(r, ctx, &in);

        if (rc != NGX_OK) {
            return (rc == NGX_AGAIN) ? NGX_OK : rc;
        }

        ngx_http_legal_type(r, &type);

        rc = ngx_http_legal_page_or_not(r, ctx, &type);

        if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) {
            ngx_http_legal_drop(in);
            return rc;
        }
    }

    if (ctx == NULL
        || (ctx->page == NULL && !ctx->replaced && !ctx->broken))
    {
        return ngx_http_legal_next_body_filter(r, in);
    }

    if (ctx->replaced || ctx->broken) {
        ngx_http_legal_drop(in);

        if (r->out == NULL && !r->connection->buffered) {
            return NGX_OK;
        }

        return ngx_http_legal_next_body_filter(r, NULL);
    }

    if (ctx->page->decoder == NULL || in == NULL) {
        return ngx_http_legal_page_body(r, ctx, in);
    }

    do {
        rc = ngx_http_legal_decode(r, ctx->page, &in, &decoded);

        if (rc == NGX_DECLINED) {
            ngx_http_legal_drop(in);
            return ngx_http_legal_undecodable(r, ctx);
        }

        /* zstd makes nothing of many a buffer: write takes no empty chain */

        if (rc == NGX_OK && decoded) {
            rc = ngx_http_legal_page_body(r, ctx, decoded);
        }

        if (rc == NGX_ERROR || rc > NGX_OK || ctx->replaced || ctx->broken) {
            ngx_http_legal_drop(in);
            return rc;
        }

    } while (in);

    return rc;
}


/* The page's bytes, without a coding. */

static ngx_int_t
ngx_http_legal_page_body(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_chain_t *in)
{
    ngx_int_t               rc;
    ngx_uint_t              waits;
    ngx_http_legal_page_t  *page;

    page = ctx->page;

    ngx_http_legal_variant_trailers(r);

    if (page->plain.data) {
        return ngx_http_legal_plain_body(r, page, in);
    }

    if (page->header_sent && page->nput == page->nnotices
        && page->passed == page->fed && ngx_http_legal_is_tail(r, page, in))
    {
        /* all is in: what comes is none of our business any more */

        if (r->header_only) {
            ngx_http_legal_drop(in);
            return NGX_OK;
        }

        if (page->busy == NULL && page->reader == NULL) {
            return ngx_http_legal_next_body_filter(r, in);
        }

        return ngx_http_legal_output(r, page, in);
    }

    rc = ngx_http_legal_splice(r, page, in);

    if (rc == NGX_ERROR) {
        return NGX_ERROR;
    }

    waits = (rc == NGX_AGAIN);

    if (waits || (page->reader && page->reader->in)) {
        r->connection->buffered |= NGX_HTTP_LEGAL_BUFFERED;

    } else {
        r->connection->buffered &= ~NGX_HTTP_LEGAL_BUFFERED;
    }

    if (!page->header_sent) {
        rc = ngx_http_legal_page_header(r, ctx);

        if (rc == NGX_DECLINED) {
            return waits ? NGX_AGAIN : NGX_OK;
        }

        if (ctx->replaced) {
            r->connection->buffered &= ~NGX_HTTP_LEGAL_BUFFERED;
            ngx_http_legal_drop(in);
            return rc;
        }

        if (rc == NGX_ERROR || rc > NGX_OK) {
            return rc;
        }
    }

    if (r->header_only) {

        /* HEAD: nothing but the header goes */

        ngx_http_legal_drop(page->out);
        ngx_http_legal_release(r, page);

        return waits ? NGX_AGAIN : NGX_OK;
    }

    if ((in || waits) && page->out == NULL && page->busy == NULL) {

        /* all of it is held: the write filter takes no empty chain */

        return waits ? NGX_AGAIN : NGX_OK;
    }

    rc = ngx_http_legal_output(r, page, page->out);

    return waits && rc == NGX_OK ? NGX_AGAIN : rc;
}


/*
 * What came is corrupt or cut.  Nothing can be said to the reader any more
 * when the header is sent: the connection ends before the page does.
 */

static ngx_int_t
ngx_http_legal_undecodable(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t  rc;

    if (ctx->page->header_sent) {
        ngx_http_legal_count_undeliverable(r, ctx, NGX_HTTP_LEGAL_WHY_CORRUPT,
                                           0);

        if (ngx_http_legal_log_due(r, NULL, NGX_HTTP_LEGAL_LOG_CORRUPT)) {
            ngx_log_error(NGX_LOG_ERR, ngx_http_legal_log(r), 0,
                          "the Content-Encoding of \"%V\" is corrupt or cut, "
                          "the connection is closed, look at the upstream",
                          ngx_http_legal_log_path(r));
        }

        return ngx_http_legal_break(r, ctx);
    }

    rc = ngx_http_legal_undeliverable(r, ctx, NGX_HTTP_LEGAL_WHY_CORRUPT,
                              "its Content-Encoding is corrupt or cut");

    return rc == NGX_DECLINED ? NGX_ERROR : rc;
}


/*
 * Ends a page that cannot be gone on with: all that comes is dropped, the end
 * too, so that the connection or the HTTP/2 stream is reset.  NGX_ERROR from
 * a body filter would have HTTP/2 use frames after their memory is freed.
 */

static ngx_int_t
ngx_http_legal_break(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_buf_t    *b;
    ngx_chain_t   out;

    ctx->broken = 1;
    r->keepalive = 0;

    b = ngx_calloc_buf(r->pool);
    if (b == NULL) {
        return NGX_ERROR;
    }

    /* TLS keeps the last bytes until it is told to flush */

    b->flush = 1;

    out.buf = b;
    out.next = NULL;

    return ngx_http_legal_next_body_filter(r, &out);
}


void
ngx_http_legal_drop(ngx_chain_t *in)
{
    for ( /* void */ ; in; in = in->next) {
        in->buf->pos = in->buf->last;
        in->buf->file_pos = in->buf->file_last;
    }
}
