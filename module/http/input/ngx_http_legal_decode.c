/*
 * A page that comes with a Content-Encoding: its bytes are decoded into
 * buffers of our own, a few at a time, so that a page that swells to many
 * times its size is streamed and not held.
 */

#include "http/ngx_http_legal_notice.h"


#define NGX_HTTP_LEGAL_DECODED_SIZE  16384
#define NGX_HTTP_LEGAL_DECODED_STEP  16
#define NGX_HTTP_LEGAL_DECODED_MAX   1024   /* that a slow reader may leave */


static ngx_int_t ngx_http_legal_decode_buf(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, ngx_chain_t ***last,
    ngx_uint_t *n);
static ngx_buf_t *ngx_http_legal_decoded_buf(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static ngx_int_t ngx_http_legal_decoded_add(ngx_http_request_t *r,
    ngx_chain_t ***last, ngx_buf_t *b);
static void ngx_http_legal_decode_cleanup(void *data);


/*
 * The value of all the response's Content-Encoding fields, empty without them.
 * NGX_ERROR: no memory.
 */

ngx_int_t
ngx_http_legal_codings(ngx_http_request_t *r, ngx_str_t *codings)
{
    u_char           *p;
    size_t            len;
    ngx_table_elt_t  *h;

    static const char  name[] = "Content-Encoding";

    ngx_str_null(codings);
    len = 0;

    for (h = ngx_http_legal_header_find(r, name);
         h;
         h = ngx_http_legal_header_next(r, name, h))
    {
        len += h->value.len + 1;
    }

    if (len == 0) {
        return NGX_OK;
    }

    p = ngx_pnalloc(r->pool, len);
    if (p == NULL) {
        return NGX_ERROR;
    }

    codings->data = p;
    codings->len = len;

    for (h = ngx_http_legal_header_find(r, name);
         h;
         h = ngx_http_legal_header_next(r, name, h))
    {
        p = ngx_cpymem(p, h->value.data, h->value.len);
        *p++ = ',';
    }

    return NGX_OK;
}


/*
 * Readies page for the response's Content-Encoding, which is taken off it.
 * NGX_DECLINED: it can't be decoded, err says why.
 */

ngx_int_t
ngx_http_legal_decode_start(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ln_error_t *err)
{
    ngx_str_t            codings;
    ngx_pool_cleanup_t  *cln;

    if (ngx_http_legal_codings(r, &codings) != NGX_OK) {
        return NGX_ERROR;
    }

    if (codings.len == 0) {
        return NGX_OK;
    }

    cln = ngx_pool_cleanup_add(r->pool, 0);
    if (cln == NULL) {
        return NGX_ERROR;
    }

    page->decoder = ln_decoder_create(ngx_http_legal_ln(codings), err);
    if (page->decoder == NULL) {
        return NGX_DECLINED;
    }

    cln->handler = ngx_http_legal_decode_cleanup;
    cln->data = page->decoder;

    ngx_http_legal_header_clear(r, "Content-Encoding");
    r->headers_out.content_encoding = NULL;
    ngx_http_clear_content_length(r);

    return NGX_OK;
}


static void
ngx_http_legal_decode_cleanup(void *data)
{
    ln_decoder_free(data);
}


/*
 * Decodes from *in, which is moved on, as much as a step takes into *out.
 * NGX_DECLINED: what came is corrupt or cut.
 */

ngx_int_t
ngx_http_legal_decode(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t **in, ngx_chain_t **out)
{
    ngx_int_t      rc;
    ngx_buf_t     *b, *flags;
    ngx_uint_t     n;
    ngx_chain_t  **last;

    *out = NULL;
    last = out;
    n = 0;

    for ( /* void */ ; *in; *in = (*in)->next) {
        b = (*in)->buf;

        rc = ngx_http_legal_decode_buf(r, page, b, &last, &n);

        if (rc == NGX_AGAIN) {
            return NGX_OK;
        }

        if (rc != NGX_OK) {
            return rc;
        }

        if (b->last_buf && !ln_decoder_whole(page->decoder)) {
            return NGX_DECLINED;
        }

        if (b->last_buf || b->last_in_chain || b->flush || b->sync) {
            flags = ngx_calloc_buf(r->pool);
            if (flags == NULL) {
                return NGX_ERROR;
            }

            flags->last_buf = b->last_buf;
            flags->last_in_chain = b->last_in_chain;
            flags->flush = b->flush;
            flags->sync = !b->last_buf && !b->flush;

            if (ngx_http_legal_decoded_add(r, &last, flags) != NGX_OK) {
                return NGX_ERROR;
            }
        }
    }

    return NGX_OK;
}


/* NGX_AGAIN: the step is full, b has more. */

static ngx_int_t
ngx_http_legal_decode_buf(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, ngx_chain_t ***last, ngx_uint_t *n)
{
    size_t            used;
    ssize_t           size;
    ngx_buf_t        *decoded;
    ngx_uint_t        memory;
    ln_decoder_io_t   io;

    memory = ngx_buf_in_memory(b);

    if (!memory && !b->in_file) {
        return NGX_OK;
    }

    for ( ;; ) {

        if (memory) {
            io.in = b->pos;
            io.in_size = b->last - b->pos;

        } else {
            size = ngx_min(b->file_last - b->file_pos,
                           NGX_HTTP_LEGAL_DECODED_SIZE);

            if (page->coded == NULL) {
                page->coded = ngx_palloc(r->pool, NGX_HTTP_LEGAL_DECODED_SIZE);
                if (page->coded == NULL) {
                    return NGX_ERROR;
                }
            }

            if (size > 0) {
                size = ngx_read_file(b->file, page->coded, size, b->file_pos);

                if (size <= 0) {
                    return NGX_ERROR;
                }
            }

            io.in = page->coded;
            io.in_size = size;
        }

        if (*n == NGX_HTTP_LEGAL_DECODED_STEP) {
            return NGX_AGAIN;
        }

        decoded = ngx_http_legal_decoded_buf(r, page);
        if (decoded == NULL) {
            return NGX_ERROR;
        }

        used = io.in_size;
        io.out = decoded->last;
        io.out_size = decoded->end - decoded->last;

        if (ln_decoder_run(page->decoder, &io) != LN_OK) {
            return NGX_DECLINED;
        }

        used -= io.in_size;

        if (memory) {
            b->pos += used;
        }

        if (b->in_file) {
            b->file_pos += used;
        }

        decoded->last = io.out;

        if (decoded->last > decoded->pos) {
            if (ngx_http_legal_decoded_add(r, last, decoded) != NGX_OK) {
                return NGX_ERROR;
            }

            (*n)++;
        }

        if (io.out_size && (memory ? b->pos == b->last
                                   : b->file_pos >= b->file_last))
        {
            b->file_pos = b->file_last;
            return NGX_OK;
        }
    }
}


/* One that is sent, or a new one. */

static ngx_buf_t *
ngx_http_legal_decoded_buf(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ngx_buf_t    *b;
    ngx_chain_t  *cl;

    for (cl = page->decoded; cl; cl = cl->next) {
        b = cl->buf;

        if (b->pos == b->last) {
            b->pos = b->start;
            b->last = b->start;
            return b;
        }
    }

    if (page->ndecoded == NGX_HTTP_LEGAL_DECODED_MAX) {
        if (ngx_http_legal_log_due(r, NULL, NGX_HTTP_LEGAL_LOG_SLOW)) {
            ngx_log_error(NGX_LOG_ERR, ngx_http_legal_log(r), 0,
                          "the reader is too slow for \"%V\", which has to be "
                          "decoded, the connection is closed, have the "
                          "upstream send such pages uncompressed",
                          ngx_http_legal_log_path(r));
        }

        return NULL;
    }

    b = ngx_create_temp_buf(r->pool, NGX_HTTP_LEGAL_DECODED_SIZE);
    cl = ngx_alloc_chain_link(r->pool);

    if (b == NULL || cl == NULL) {
        return NULL;
    }

    cl->buf = b;
    cl->next = page->decoded;
    page->decoded = cl;
    page->ndecoded++;

    return b;
}


static ngx_int_t
ngx_http_legal_decoded_add(ngx_http_request_t *r, ngx_chain_t ***last,
    ngx_buf_t *b)
{
    ngx_chain_t  *cl;

    cl = ngx_alloc_chain_link(r->pool);
    if (cl == NULL) {
        return NGX_ERROR;
    }

    cl->buf = b;
    cl->next = NULL;
    **last = cl;
    *last = &cl->next;

    return NGX_OK;
}
