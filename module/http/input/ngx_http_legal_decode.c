/* A response's Content-Encoding undone, into buffers that are used again. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/input/ngx_http_legal_decode.h"


#define NGX_HTTP_LEGAL_DECODED_SIZE  16384
#define NGX_HTTP_LEGAL_DECODED_STEP  16

/* .. and two without bytes before the first with some: a flush, and an end */
#define NGX_HTTP_LEGAL_DECODED_LINKS  (NGX_HTTP_LEGAL_DECODED_STEP + 2)

#define NGX_HTTP_LEGAL_DECODED_MAX   1024   /* that a slow reader may leave */


/* What a step has made. */
typedef struct {
    ngx_chain_t               **last;
    ngx_buf_t                  *tail;             /* the last one */
    ngx_uint_t                  n;                /* with bytes */
    ngx_uint_t                  nlinks;
} ngx_http_legal_decoded_t;


static void ngx_http_legal_decoder_cleanup(void *data);
static ngx_int_t ngx_http_legal_decode_buf(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_source_t *source,
    ngx_buf_t *b, ngx_http_legal_decoded_t *decoded);
static ngx_int_t ngx_http_legal_decode_piece(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, u_char *data, size_t *size,
    ngx_http_legal_decoded_t *decoded);
static ngx_int_t ngx_http_legal_decode_flags(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_buf_t *b,
    ngx_http_legal_decoded_t *decoded);
static ngx_buf_t *ngx_http_legal_decode_flush(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode);
static ngx_buf_t *ngx_http_legal_decoded_buf(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode);
static ngx_int_t ngx_http_legal_decoded_add(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_decoded_t *decoded,
    ngx_buf_t *b);


ngx_int_t
ngx_http_legal_codings(ngx_http_request_t *r, ngx_str_t *codings)
{
    ngx_http_legal_fields_t  fields;

    static ngx_str_t  name = ngx_string("Content-Encoding");

    ngx_http_legal_response_fields(r, &fields);

    return ngx_http_legal_field_join(r, &fields, &name, codings);
}


ln_decoder_t *
ngx_http_legal_decoder(ngx_http_request_t *r, ngx_str_t *codings,
    ln_error_t *err)
{
    ngx_pool_cleanup_t  *cln;

    err->text[0] = '\0';

    cln = ngx_pool_cleanup_add(r->pool, 0);
    if (cln == NULL) {
        return NULL;
    }

    cln->data = ln_decoder_create(ngx_http_legal_ln(*codings), err);

    if (cln->data) {
        cln->handler = ngx_http_legal_decoder_cleanup;
    }

    return cln->data;
}


static void
ngx_http_legal_decoder_cleanup(void *data)
{
    ln_decoder_free(data);
}


ngx_int_t
ngx_http_legal_decode(ngx_http_request_t *r, ngx_http_legal_decode_t *decode,
    ngx_http_legal_source_t *source, ngx_chain_t **in, ngx_chain_t **out)
{
    ngx_int_t                  rc;
    ngx_buf_t                 *b;
    ngx_http_legal_decoded_t   decoded;

    *out = NULL;
    decoded.last = out;
    decoded.tail = NULL;
    decoded.n = 0;
    decoded.nlinks = 0;

    for ( /* void */ ; *in; *in = (*in)->next) {
        b = (*in)->buf;

        if (ngx_buf_in_memory(b) || b->in_file) {
            rc = ngx_http_legal_decode_buf(r, decode, source, b, &decoded);

            if (rc != NGX_OK) {
                return rc;
            }

            if (decoded.n == NGX_HTTP_LEGAL_DECODED_STEP) {
                return NGX_OK;
            }
        }

        if (b->last_buf) {
            if (!ln_decoder_whole(decode->decoder)) {
                return NGX_DECLINED;
            }

            decode->last = 1;
        }

        decode->flush |= b->flush;

        if (ngx_http_legal_decode_flags(r, decode, b, &decoded) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


/* Until b has no more bytes, nor the decoder, or the step is full. */

static ngx_int_t
ngx_http_legal_decode_buf(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_source_t *source,
    ngx_buf_t *b, ngx_http_legal_decoded_t *decoded)
{
    size_t      size;
    u_char     *data;
    ssize_t     n;
    ngx_int_t   rc;

    while (decoded->n < NGX_HTTP_LEGAL_DECODED_STEP) {

        n = ngx_http_legal_source_read(r, source, b, 0, &data);

        if (n == NGX_AGAIN || n == NGX_ERROR) {
            return n;
        }

        size = n;
        rc = ngx_http_legal_decode_piece(r, decode, data, &size, decoded);

        if (rc == NGX_ERROR || rc == NGX_DECLINED) {
            return rc;
        }

        if (ngx_http_legal_decode_keep(r, decode, data, size) != NGX_OK) {
            return NGX_ERROR;
        }

        ngx_http_legal_source_used(b, size);

        if (rc == NGX_OK && ngx_buf_size(b) == 0) {
            return NGX_OK;
        }
    }

    return NGX_OK;
}


/*
 * Decodes into one buffer; size is set to how much of the data was used.
 * NGX_AGAIN: the buffer is full, there may be more.
 */

static ngx_int_t
ngx_http_legal_decode_piece(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, u_char *data, size_t *size,
    ngx_http_legal_decoded_t *decoded)
{
    ngx_buf_t        *b;
    ln_decoder_io_t   io;

    b = ngx_http_legal_decoded_buf(r, decode);
    if (b == NULL) {
        return NGX_ERROR;
    }

    io.in = data;
    io.in_size = *size;
    io.out = b->last;
    io.out_size = b->end - b->last;

    if (ln_decoder_run(decode->decoder, &io) != LN_OK) {
        return NGX_DECLINED;
    }

    *size -= io.in_size;
    b->last = io.out;

    if (b->last > b->pos) {
        if (ngx_http_legal_decoded_add(r, decode, decoded, b) != NGX_OK) {
            return NGX_ERROR;
        }

        decoded->n++;
    }

    return io.out_size ? NGX_OK : NGX_AGAIN;
}


ngx_int_t
ngx_http_legal_decode_keep(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, u_char *data, size_t size)
{
    if (!decode->keep) {
        return NGX_OK;
    }

    if (decode->coded.size + size > NGX_HTTP_LEGAL_CODED_MAX) {
        ngx_http_legal_decode_forget(decode);
        return NGX_OK;
    }

    return ngx_http_legal_queue_add(r, &decode->coded, data, size);
}


void
ngx_http_legal_decode_forget(ngx_http_legal_decode_t *decode)
{
    decode->keep = 0;
}


ngx_int_t
ngx_http_legal_decode_undo(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_chain_t **in)
{
    ngx_buf_t    *b;
    ngx_chain_t  *cl;

    if (!decode->keep) {
        return NGX_DECLINED;
    }

    if (decode->last) {
        b = ngx_calloc_buf(r->pool);
        cl = ngx_alloc_chain_link(r->pool);

        if (b == NULL || cl == NULL) {
            return NGX_ERROR;
        }

        b->last_buf = 1;
        b->last_in_chain = 1;

        cl->buf = b;
        cl->next = NULL;
        *in = cl;
    }

    decode->decoder = NULL;
    decode->splicer = NULL;
    decode->splices = 0;
    decode->stays = 0;

    if (ngx_http_legal_source_trim(r, in) != NGX_OK) {
        return NGX_ERROR;
    }

    if (ngx_http_legal_queue_prepend(r, &decode->coded, in) != NGX_OK) {
        return NGX_ERROR;
    }

    if (*in) {
        (*in)->buf->flush |= decode->flush;
    }

    return NGX_OK;
}


/* What b says besides its bytes goes on with the last that was decoded. */

static ngx_int_t
ngx_http_legal_decode_flags(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_buf_t *b,
    ngx_http_legal_decoded_t *decoded)
{
    ngx_buf_t   *flags;
    ngx_uint_t   says;

    says = b->last_buf || b->last_in_chain || b->sync;

    if (!says && !b->flush) {
        return NGX_OK;
    }

    flags = decoded->tail;

    if (flags == NULL || (says && flags == decode->flushes)) {
        flags = says ? ngx_calloc_buf(r->pool)
                     : ngx_http_legal_decode_flush(r, decode);

        if (flags == NULL
            || ngx_http_legal_decoded_add(r, decode, decoded, flags) != NGX_OK)
        {
            return NGX_ERROR;
        }

        flags->sync = !b->last_buf && !b->flush;
    }

    flags->last_buf |= b->last_buf;
    flags->last_in_chain |= b->last_in_chain;
    flags->flush |= b->flush;

    return NGX_OK;
}


/*
 * A flush and nothing else.  An upstream may send many of them, and a filter
 * below may have one still: all are this one, which never changes.
 */

static ngx_buf_t *
ngx_http_legal_decode_flush(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode)
{
    if (decode->flushes == NULL) {
        decode->flushes = ngx_calloc_buf(r->pool);

        if (decode->flushes) {
            decode->flushes->flush = 1;
        }
    }

    return decode->flushes;
}


/* One that is sent, or a new one. */

static ngx_buf_t *
ngx_http_legal_decoded_buf(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode)
{
    ngx_buf_t    *b;
    ngx_chain_t  *cl;

    for (cl = decode->buffers; cl; cl = cl->next) {
        b = cl->buf;

        if (b->pos == b->last) {
            b->pos = b->start;
            b->last = b->start;
            b->last_buf = 0;
            b->last_in_chain = 0;
            b->flush = 0;
            b->sync = 0;
            return b;
        }
    }

    if (decode->nbuffers == NGX_HTTP_LEGAL_DECODED_MAX) {
        ngx_http_legal_decode_slow(r);
        return NULL;
    }

    b = ngx_create_temp_buf(r->pool, NGX_HTTP_LEGAL_DECODED_SIZE);
    cl = ngx_alloc_chain_link(r->pool);

    if (b == NULL || cl == NULL) {
        return NULL;
    }

    cl->buf = b;
    cl->next = decode->buffers;
    decode->buffers = cl;
    decode->nbuffers++;

    return b;
}


void
ngx_http_legal_decode_slow(ngx_http_request_t *r)
{
    if (ngx_http_legal_log_due(r, NULL, NGX_HTTP_LEGAL_LOG_SLOW)) {
        ngx_log_error(NGX_LOG_ERR, ngx_http_legal_log(r), 0,
                      "the reader is too slow for \"%V\", which has to be "
                      "decoded, the connection is closed, have the upstream "
                      "send such pages uncompressed",
                      ngx_http_legal_log_path(r));
    }
}


/* The links are used again: filters below make their own. */

static ngx_int_t
ngx_http_legal_decoded_add(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_decoded_t *decoded,
    ngx_buf_t *b)
{
    ngx_chain_t  *cl;

    if (decode->links == NULL) {
        decode->links = ngx_palloc(r->pool, NGX_HTTP_LEGAL_DECODED_LINKS
                                            * sizeof(ngx_chain_t));
        if (decode->links == NULL) {
            return NGX_ERROR;
        }
    }

    cl = &decode->links[decoded->nlinks++];
    cl->buf = b;
    cl->next = NULL;
    *decoded->last = cl;
    decoded->last = &cl->next;
    decoded->tail = b;

    return NGX_OK;
}
