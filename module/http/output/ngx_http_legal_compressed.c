/* A page that stays compressed. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"
#include "http/output/ngx_http_legal_compressed.h"
#include "http/output/ngx_http_legal_repeat.h"


#define NGX_HTTP_LEGAL_COMPRESSED_BLOCK  8192
#define NGX_HTTP_LEGAL_COMPRESSED_MAX    2048   /* that a slow reader leaves */


/* Where what the splicer writes goes, and what it reads. */
typedef struct {
    ngx_http_request_t         *request;
    ngx_http_legal_decode_t    *decode;
    ngx_http_legal_queue_t     *queue;
    ngx_str_t                   coding;
    ln_splicer_t               *splicer;
    ngx_buf_t                   piece;            /* of the page */
    ngx_chain_t                 chain;
} ngx_http_legal_compressed_t;


static ngx_int_t ngx_http_legal_compressed_ready(
    ngx_http_legal_decode_t *decode);
static void ngx_http_legal_compressed_cleanup(void *data);
static int ngx_http_legal_compressed_write(void *data,
    const unsigned char *bytes, size_t len);
static ngx_int_t ngx_http_legal_compressed_page(
    ngx_http_legal_decode_t *decode, ngx_chain_t **page);
static ngx_int_t ngx_http_legal_compressed_buf(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    ngx_http_legal_source_t *source, ngx_chain_t **in);
static ngx_int_t ngx_http_legal_compressed_pass(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, ngx_buf_t *b, u_char *data, size_t size);
static ngx_int_t ngx_http_legal_compressed_flags(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    ngx_buf_t *b, ngx_chain_t **page);
static ngx_int_t ngx_http_legal_compressed_out(ngx_http_request_t *r,
    ngx_http_legal_output_t *output);
static ngx_int_t ngx_http_legal_compressed_failed(
    ngx_http_legal_decode_t *decode);
static void *ngx_http_legal_compressed_alloc(void *arena, size_t size);


/* Most requests of a worker need one at a time: its memory is used again. */
static ln_splicer_t  *ngx_http_legal_spare_splicer;


ngx_int_t
ngx_http_legal_compressed_start(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    ngx_str_t *codings)
{
    ngx_pool_cleanup_t           *cln;
    ngx_http_legal_compressed_t  *compressed;

    cln = ngx_pool_cleanup_add(r->pool, sizeof(ngx_http_legal_compressed_t));
    if (cln == NULL) {
        return NGX_ERROR;
    }

    compressed = cln->data;
    ngx_memzero(compressed, sizeof(ngx_http_legal_compressed_t));

    compressed->request = r;
    compressed->decode = decode;
    compressed->queue = &output->held;
    compressed->coding = *codings;
    compressed->chain.buf = &compressed->piece;

    cln->handler = ngx_http_legal_compressed_cleanup;

    output->held.block = NGX_HTTP_LEGAL_COMPRESSED_BLOCK;
    decode->compressed = compressed;
    decode->piece = &compressed->chain;
    decode->stays = 1;
    decode->splices = 1;

    return NGX_OK;
}


/* A splicer is only made when a page needs one: some are laid out already. */

static ngx_int_t
ngx_http_legal_compressed_ready(ngx_http_legal_decode_t *decode)
{
    ngx_http_legal_compressed_t  *compressed;

    if (decode->splicer) {
        return NGX_OK;
    }

    compressed = decode->compressed;

    if (ngx_http_legal_spare_splicer) {
        compressed->splicer = ngx_http_legal_spare_splicer;
        ngx_http_legal_spare_splicer = NULL;
        ln_splicer_begin(compressed->splicer,
                         ngx_http_legal_ln(compressed->coding),
                         ngx_http_legal_compressed_write, compressed);

    } else {
        compressed->splicer = ln_splicer_create(
                                         ngx_http_legal_ln(compressed->coding),
                                         ngx_http_legal_compressed_write,
                                         compressed);
    }

    decode->splicer = compressed->splicer;

    return decode->splicer ? NGX_OK : NGX_ERROR;
}


static void
ngx_http_legal_compressed_cleanup(void *data)
{
    ngx_http_legal_compressed_t  *compressed = data;

    if (compressed->splicer == NULL) {
        return;
    }

    if (ngx_http_legal_spare_splicer) {
        ln_splicer_free(compressed->splicer);
        return;
    }

    /* what is this reader's is gone before another one comes */

    ln_splicer_clear(compressed->splicer);
    ngx_http_legal_spare_splicer = compressed->splicer;
}


static int
ngx_http_legal_compressed_write(void *data, const unsigned char *bytes,
    size_t len)
{
    ngx_http_request_t           *r;
    ngx_http_legal_compressed_t  *compressed = data;

    r = compressed->request;

    if (compressed->queue->nblocks >= NGX_HTTP_LEGAL_COMPRESSED_MAX) {
        ngx_http_legal_decode_slow(r);
        compressed->decode->slow = 1;
        return LN_ERROR;
    }

    if (ngx_http_legal_queue_add(r, compressed->queue, (u_char *) bytes, len)
        != NGX_OK)
    {
        compressed->decode->slow = 1;
        return LN_ERROR;
    }

    compressed->decode->written += len;

    return LN_OK;
}


ngx_int_t
ngx_http_legal_compressed(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    ngx_http_legal_source_t *source, ngx_chain_t **in, ngx_chain_t **page)
{
    ngx_int_t   rc;
    ngx_buf_t  *b;

    *page = NULL;

    if (ngx_http_legal_compressed_ready(decode) != NGX_OK) {
        return NGX_ERROR;
    }

    for ( ;; ) {
        rc = ngx_http_legal_compressed_page(decode, page);

        if (rc != NGX_OK || *page || *in == NULL) {
            return rc;
        }

        b = (*in)->buf;

        if (ngx_buf_size(b) > 0) {
            rc = ngx_http_legal_compressed_buf(r, decode, output, source, in);

        } else {
            *in = (*in)->next;
            rc = ngx_http_legal_compressed_flags(r, decode, output, b, page);
        }

        if (rc != NGX_OK || *page) {
            return rc;
        }
    }
}


/* The next part of the page. */

static ngx_int_t
ngx_http_legal_compressed_page(ngx_http_legal_decode_t *decode,
    ngx_chain_t **page)
{
    ln_str_t    text;
    ngx_buf_t  *b;

    if (ln_splicer_read(decode->splicer, &text) != LN_OK) {
        return ngx_http_legal_compressed_failed(decode);
    }

    if (text.len == 0) {
        return NGX_OK;
    }

    *page = decode->piece;
    (*page)->next = NULL;
    b = (*page)->buf;

    ngx_memzero(b, sizeof(ngx_buf_t));
    b->start = (u_char *) text.data;
    b->pos = b->start;
    b->last = b->start + text.len;
    b->end = b->last;
    b->memory = 1;

    return NGX_OK;
}


/*
 * Some bytes of the first buffer.  Those that may go as they are do so, by
 * sendfile if they are a file's.
 */

static ngx_int_t
ngx_http_legal_compressed_buf(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    ngx_http_legal_source_t *source, ngx_chain_t **in)
{
    u_char           *data;
    size_t            used;
    ssize_t           n;
    ngx_buf_t        *b;
    ngx_int_t         rc;
    ln_splicer_io_t   io;

    b = (*in)->buf;
    n = ngx_http_legal_source_read(r, source, b, 0, &data);

    if (n == NGX_AGAIN || n == NGX_ERROR) {
        return n;
    }

    io.in = data;
    io.in_size = n;

    if (ln_splicer_feed(decode->splicer, &io) != LN_OK) {
        return ngx_http_legal_compressed_failed(decode);
    }

    used = n - io.in_size;
    ngx_http_legal_repeat_collect(r, decode, data, used);

    if (ngx_http_legal_decode_keep(r, decode, data, used) != NGX_OK
        || ngx_http_legal_compressed_out(r, output) != NGX_OK)
    {
        return NGX_ERROR;
    }

    decode->written += io.pass;

    if ((off_t) io.pass == ngx_buf_size(b) && ngx_buf_in_memory(b)
        && !(b->last_buf || b->last_in_chain || b->flush || b->sync))
    {
        *in = (*in)->next;

        return ngx_http_legal_output_as_is(r, output, b);
    }

    rc = io.pass ? ngx_http_legal_compressed_pass(r, output, b, data, io.pass)
                 : NGX_OK;

    ngx_http_legal_source_used(b, used);

    return rc;
}


static ngx_int_t
ngx_http_legal_compressed_pass(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, ngx_buf_t *b, u_char *data, size_t size)
{
    ngx_buf_t  *out;

    if (ngx_buf_in_memory(b)) {
        if (ngx_http_legal_queue_add(r, &output->held, data, size) != NGX_OK) {
            return NGX_ERROR;
        }

        return ngx_http_legal_compressed_out(r, output);
    }

    out = output->tail;

    if (out && out->in_file && out->file == b->file
        && out->file_last == b->file_pos)
    {
        out->file_last += size;
        return NGX_OK;
    }

    out = ngx_http_legal_output_buf(r, output);
    if (out == NULL) {
        return NGX_ERROR;
    }

    out->in_file = 1;
    out->file = b->file;
    out->file_pos = b->file_pos;
    out->file_last = b->file_pos + size;

    return NGX_OK;
}


/* What b says besides its bytes. */

static ngx_int_t
ngx_http_legal_compressed_flags(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    ngx_buf_t *b, ngx_chain_t **page)
{
    ngx_buf_t  *flags;

    if (!(b->last_buf || b->last_in_chain || b->flush || b->sync)) {
        return NGX_OK;
    }

    decode->last |= b->last_buf;
    decode->flush |= b->flush;

    if (!decode->spliced) {
        if (b->last_buf && !ln_splicer_whole(decode->splicer)) {
            return NGX_DECLINED;
        }

        *page = decode->piece;
        (*page)->next = NULL;
        flags = (*page)->buf;
        ngx_memzero(flags, sizeof(ngx_buf_t));

    } else {
        if (b->last_buf
            && (ln_splicer_end(decode->splicer) != LN_OK
                || ngx_http_legal_compressed_out(r, output) != NGX_OK))
        {
            return ngx_http_legal_compressed_failed(decode);
        }

        return ngx_http_legal_output_says(r, output, b);
    }

    flags->last_buf = b->last_buf;
    flags->last_in_chain = b->last_in_chain;
    flags->flush = b->flush;
    flags->sync = !b->last_buf && !b->flush;

    return NGX_OK;
}


ln_inset_t *
ngx_http_legal_compressed_inset(ngx_pool_t *pool, ngx_str_t *bytes,
    ngx_uint_t once)
{
    int          rc;
    ln_alloc_t   alloc;
    ln_inset_t  *inset;

    alloc.alloc = ngx_http_legal_compressed_alloc;
    alloc.arena = pool;

    inset = ngx_palloc(pool, sizeof(ln_inset_t));

    if (inset == NULL) {
        return NULL;
    }

    rc = once ? ln_inset_make_once(inset, &alloc, ngx_http_legal_ln(*bytes))
              : ln_inset_make(inset, &alloc, ngx_http_legal_ln(*bytes));

    return rc == LN_OK ? inset : NULL;
}


ngx_int_t
ngx_http_legal_compressed_insert(ngx_http_legal_decode_t *decode,
    uint64_t offset, ln_inset_t *inset)
{
    if (inset == NULL
        || ln_splicer_insert(decode->splicer, offset, inset) != LN_OK)
    {
        return NGX_ERROR;
    }

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_compressed_safe(ngx_http_request_t *r,
    ngx_http_legal_decode_t *decode, ngx_http_legal_output_t *output,
    uint64_t safe, ngx_uint_t flush, ngx_uint_t all, ngx_uint_t last)
{
    int  rc;

    if (all) {
        decode->spliced = 1;
        rc = ln_splicer_done(decode->splicer);

        if (rc == LN_OK && last) {
            rc = ln_splicer_end(decode->splicer);
        }

    } else {
        rc = ln_splicer_safe(decode->splicer, safe, flush);
    }

    return rc == LN_OK ? ngx_http_legal_compressed_out(r, output) : NGX_ERROR;
}


/* What was written goes to the output. */

static ngx_int_t
ngx_http_legal_compressed_out(ngx_http_request_t *r,
    ngx_http_legal_output_t *output)
{
    return ngx_http_legal_output_held(r, output, output->held.size);
}


/* NGX_DECLINED: the body is corrupt. */

static ngx_int_t
ngx_http_legal_compressed_failed(ngx_http_legal_decode_t *decode)
{
    return decode->slow ? NGX_ERROR : NGX_DECLINED;
}


static void *
ngx_http_legal_compressed_alloc(void *arena, size_t size)
{
    return ngx_palloc(arena, size);
}
