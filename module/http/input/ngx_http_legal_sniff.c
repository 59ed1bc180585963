/*
 * A response without a Content-Type, or with one that says nothing, where a
 * notice is owed: a browser looks at its first bytes, and so is done here.  The
 * header waits for them.
 */

#include "http/ngx_http_legal_notice.h"
#include "html/charset/ln_sniff.h"


/*
 * So much is kept until it is known what it is.  A block of zstd, which may be
 * of 128 KB (RFC 8878, 3.1.1.2.3), gives nothing before all of it is there.
 */
#define NGX_HTTP_LEGAL_UNTYPED_BYTES  (160 * 1024)
#define NGX_HTTP_LEGAL_UNTYPED_PIECE  4096


struct ngx_http_legal_untyped_s {
    ngx_buf_t                   kept;             /* as it came */
    ln_decoder_t               *decoder;
    size_t                      len;
    u_char                      first[LN_SNIFF_BYTES];
};


static ngx_uint_t ngx_http_legal_says_no_type(ngx_http_legal_type_t *type);
static ngx_int_t ngx_http_legal_untyped_start(ngx_http_request_t *r,
    ngx_http_legal_untyped_t *u);
static ngx_int_t ngx_http_legal_untyped_look(ngx_http_request_t *r,
    ngx_http_legal_untyped_t *u, ngx_chain_t *in);
static ngx_int_t ngx_http_legal_untyped_read(ngx_http_legal_untyped_t *u,
    ngx_buf_t *b);
static ngx_int_t ngx_http_legal_untyped_keep(ngx_http_request_t *r,
    ngx_http_legal_untyped_t *u, ngx_chain_t *in);
static void ngx_http_legal_untyped_cleanup(void *data);


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


ngx_http_legal_untyped_t *
ngx_http_legal_untyped_create(ngx_http_request_t *r)
{
    return ngx_pcalloc(r->pool, sizeof(ngx_http_legal_untyped_t));
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
    ngx_buf_t                 *b;
    ngx_int_t                  rc;
    ngx_chain_t               *cl;
    ngx_http_legal_untyped_t  *u;

    u = ctx->untyped;
    b = &u->kept;

    if (u->decoder == NULL
        && ngx_http_legal_untyped_start(r, u) != NGX_OK)
    {
        return NGX_ERROR;
    }

    rc = ngx_http_legal_untyped_look(r, u, *in);

    if (rc == NGX_ERROR) {
        return NGX_ERROR;
    }

    if (rc == NGX_AGAIN) {
        if (ngx_http_legal_untyped_keep(r, u, *in) != NGX_OK) {
            return NGX_ERROR;
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


/* What cannot be decoded is looked at as it is, as browsers do. */

static ngx_int_t
ngx_http_legal_untyped_start(ngx_http_request_t *r,
    ngx_http_legal_untyped_t *u)
{
    ngx_str_t            codings;
    ln_error_t           err;
    ngx_pool_cleanup_t  *cln;

    static ngx_str_t  none = ngx_string("identity");

    if (ngx_http_legal_codings(r, &codings) != NGX_OK) {
        return NGX_ERROR;
    }

    cln = ngx_pool_cleanup_add(r->pool, 0);
    if (cln == NULL) {
        return NGX_ERROR;
    }

    u->decoder = ln_decoder_create(ngx_http_legal_ln(codings), &err);

    if (u->decoder == NULL) {
        u->decoder = ln_decoder_create(ngx_http_legal_ln(none), &err);
    }

    if (u->decoder == NULL) {
        return NGX_ERROR;
    }

    cln->handler = ngx_http_legal_untyped_cleanup;
    cln->data = u->decoder;

    return NGX_OK;
}


static void
ngx_http_legal_untyped_cleanup(void *data)
{
    ln_decoder_free(data);
}


/*
 * NGX_OK: it begins as a page; NGX_AGAIN: more is needed to tell.  What says
 * nothing for so long that no more of it can be kept may be one.
 */

static ngx_int_t
ngx_http_legal_untyped_look(ngx_http_request_t *r,
    ngx_http_legal_untyped_t *u, ngx_chain_t *in)
{
    off_t        size;
    ngx_int_t    rc;
    ngx_uint_t   last;

    last = 0;
    size = u->kept.last - u->kept.pos;

    for ( /* void */ ; in; in = in->next) {
        last |= in->buf->last_buf;
        size += ngx_buf_size(in->buf);

        rc = ngx_http_legal_untyped_read(u, in->buf);

        if (rc != NGX_OK) {
            return rc;
        }
    }

    if (size > NGX_HTTP_LEGAL_UNTYPED_BYTES) {
        if (u->len == 0) {
            return NGX_OK;
        }

        last = 1;
    }

    switch (ln_sniff_html(u->first, u->len, last)) {

    case LN_OK:
        return NGX_OK;

    case LN_ERROR:
        return NGX_AGAIN;

    default:
        return NGX_DECLINED;
    }
}


/* The first bytes, decoded; b stays as it is.  NGX_DECLINED: it is corrupt. */

static ngx_int_t
ngx_http_legal_untyped_read(ngx_http_legal_untyped_t *u, ngx_buf_t *b)
{
    off_t            at;
    size_t           n;
    u_char           piece[NGX_HTTP_LEGAL_UNTYPED_PIECE];
    ngx_uint_t       memory;
    ln_decoder_io_t  io;

    memory = ngx_buf_in_memory(b);
    at = 0;

    while (at < ngx_buf_size(b) && u->len < LN_SNIFF_BYTES) {
        io.in = memory ? b->pos + at : piece;
        io.in_size = ngx_buf_size(b) - at;

        if (!memory) {
            io.in_size = ngx_min(io.in_size, NGX_HTTP_LEGAL_UNTYPED_PIECE);

            if (ngx_read_file(b->file, piece, io.in_size, b->file_pos + at)
                != (ssize_t) io.in_size)
            {
                return NGX_ERROR;
            }
        }

        n = io.in_size;
        io.out = u->first + u->len;
        io.out_size = LN_SNIFF_BYTES - u->len;

        if (ln_decoder_run(u->decoder, &io) != LN_OK) {
            return NGX_DECLINED;
        }

        u->len = LN_SNIFF_BYTES - io.out_size;
        at += n - io.in_size;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_untyped_keep(ngx_http_request_t *r,
    ngx_http_legal_untyped_t *u, ngx_chain_t *in)
{
    size_t        n, size;
    u_char       *p;
    ngx_buf_t    *b, *from;
    ngx_chain_t  *cl;

    b = &u->kept;
    size = b->last - b->pos;

    for (cl = in; cl; cl = cl->next) {
        size += ngx_buf_size(cl->buf);
        b->flush |= cl->buf->flush;
    }

    if (size > (size_t) (b->end - b->start)) {
        n = b->last - b->pos;
        size = ngx_max(size, 2 * (size_t) (b->end - b->start));
        size = ngx_max(size, LN_SNIFF_BYTES);

        p = ngx_palloc(r->pool, size);
        if (p == NULL) {
            return NGX_ERROR;
        }

        if (n) {
            ngx_memcpy(p, b->pos, n);
            (void) ngx_pfree(r->pool, b->start);
        }

        b->start = p;
        b->pos = p;
        b->last = p + n;
        b->end = p + size;
    }

    for ( /* void */ ; in; in = in->next) {
        from = in->buf;
        n = ngx_buf_size(from);

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
