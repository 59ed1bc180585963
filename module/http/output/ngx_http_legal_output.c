/*
 * The buffers of a page on their way to the filters below: ours come back to
 * be used again, others are only passed on.  Where a filter below wants what
 * it gets in memory, nginx's own output chain reads the files' buffers.
 */

#include <ngx_config.h>

#include "http/output/ngx_http_legal_output.h"
#include "http/directives/ngx_http_legal_conf.h"


#define NGX_HTTP_LEGAL_READ_BUFS  2


static void ngx_http_legal_output_add(ngx_http_legal_output_t *output,
    ngx_chain_t *cl);
static void ngx_http_legal_output_release(ngx_http_request_t *r,
    ngx_http_legal_output_t *output);
static void ngx_http_legal_output_drain(ngx_http_request_t *r,
    ngx_http_legal_output_t *output);
static ngx_uint_t ngx_http_legal_output_waits(ngx_http_request_t *r,
    ngx_http_legal_output_t *output);


#define ngx_http_legal_output_tag                                             \
    ((ngx_buf_tag_t) &ngx_http_legal_notice_module)


void
ngx_http_legal_output_init(ngx_http_legal_output_t *output,
    ngx_http_legal_source_t *source)
{
    output->last_out = &output->out;
    output->last_busy = &output->busy;
    output->source = source;
}


ngx_buf_t *
ngx_http_legal_output_buf(ngx_http_request_t *r,
    ngx_http_legal_output_t *output)
{
    ngx_chain_t  *cl;

    cl = ngx_chain_get_free_buf(r->pool, &output->free);
    if (cl == NULL) {
        return NULL;
    }

    ngx_memzero(cl->buf, sizeof(ngx_buf_t));
    cl->buf->tag = ngx_http_legal_output_tag;

    ngx_http_legal_output_add(output, cl);
    output->tail = cl->buf;

    return cl->buf;
}


ngx_int_t
ngx_http_legal_output_as_is(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, ngx_buf_t *b)
{
    ngx_chain_t  *cl;

    cl = ngx_alloc_chain_link(r->pool);
    if (cl == NULL) {
        return NGX_ERROR;
    }

    cl->buf = b;

    ngx_http_legal_output_add(output, cl);
    output->tail = NULL;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_output_says(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, ngx_buf_t *b)
{
    ngx_buf_t  **says;

    says = &output->says[b->last_buf | b->last_in_chain << 1 | b->flush << 2];

    if (*says == NULL) {
        *says = ngx_calloc_buf(r->pool);
        if (*says == NULL) {
            return NGX_ERROR;
        }

        (*says)->last_buf = b->last_buf;
        (*says)->last_in_chain = b->last_in_chain;
        (*says)->flush = b->flush;
        (*says)->sync = !b->last_buf && !b->flush;
    }

    return ngx_http_legal_output_as_is(r, output, *says);
}


static void
ngx_http_legal_output_add(ngx_http_legal_output_t *output, ngx_chain_t *cl)
{
    cl->next = NULL;
    *output->last_out = cl;
    output->last_out = &cl->next;
}


ngx_int_t
ngx_http_legal_output_held(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, size_t size)
{
    ngx_buf_t  *b;

    while (size) {
        b = ngx_http_legal_output_buf(r, output);
        if (b == NULL) {
            return NGX_ERROR;
        }

        ngx_http_legal_queue_take(&output->held, b, size);
        size -= b->last - b->pos;
    }

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_output_send(ngx_http_request_t *r,
    ngx_http_legal_output_t *output, ngx_chain_t *out)
{
    ngx_int_t                rc;
    ngx_output_chain_ctx_t  *reader;

    reader = output->source->reader;

    if (reader == NULL) {
        rc = ngx_http_legal_next_body_filter(r, out);

    } else {
        ngx_http_legal_source_threads(r, output->source);
        rc = ngx_output_chain(reader, out);
    }

    ngx_http_legal_output_release(r, output);
    ngx_http_legal_source_buffered(r, output->source);

    return rc;
}


void
ngx_http_legal_output_drop(ngx_http_request_t *r,
    ngx_http_legal_output_t *output)
{
    ngx_http_legal_source_drop(output->out);
    ngx_http_legal_output_release(r, output);
}


void
ngx_http_legal_output_undo(ngx_http_legal_output_t *output)
{
    ngx_buf_t    *b;
    ngx_chain_t  *cl, **last;

    last = &output->out;

    while (*last) {
        cl = *last;
        b = cl->buf;

        if (b->tag != ngx_http_legal_output_tag
            || b->num != NGX_HTTP_LEGAL_INSERTED)
        {
            last = &cl->next;
            continue;
        }

        if (!(b->last_buf || b->last_in_chain || b->flush)) {
            *last = cl->next;
            cl->next = output->free;
            output->free = cl;
            continue;
        }

        /* what it says besides its bytes is the page's */

        b->num = 0;
        b->pos = NULL;
        b->last = NULL;
        b->memory = 0;
        b->sync = !b->last_buf && !b->flush;

        last = &cl->next;
    }

    output->last_out = last;
    output->tail = NULL;
}


ngx_uint_t
ngx_http_legal_output_idle(ngx_http_request_t *r,
    ngx_http_legal_output_t *output)
{
    return output->out == NULL && output->busy == NULL
           && (r->out == NULL || !output->source->own);
}


ngx_uint_t
ngx_http_legal_output_busy(ngx_http_legal_output_t *output)
{
    return output->busy || output->source->reader;
}


/*
 * Buffers that are sent are free again, and those they were parts of are
 * consumed; the links of others are not needed any more, as in
 * ngx_chain_update_chains().
 */

static void
ngx_http_legal_output_release(ngx_http_request_t *r,
    ngx_http_legal_output_t *output)
{
    ngx_chain_t  *cl, *next;

    for (cl = output->out; cl; cl = next) {
        next = cl->next;

        if (cl->buf->tag != ngx_http_legal_output_tag
            && !ngx_http_legal_queue_is_of(cl->buf))
        {
            ngx_free_chain(r->pool, cl);
            continue;
        }

        cl->next = NULL;
        *output->last_busy = cl;
        output->last_busy = &cl->next;
    }

    output->out = NULL;
    output->last_out = &output->out;
    output->tail = NULL;

    ngx_http_legal_output_drain(r, output);
}


static void
ngx_http_legal_output_drain(ngx_http_request_t *r,
    ngx_http_legal_output_t *output)
{
    ngx_buf_t    *b;
    ngx_chain_t  *cl;

    while (output->busy) {
        cl = output->busy;
        b = cl->buf;

        if (ngx_buf_size(b) != 0) {
            return;
        }

        if (ngx_buf_special(b) && ngx_http_legal_output_waits(r, output)) {
            return;
        }

        if (ngx_http_legal_queue_is_of(b)) {
            ngx_http_legal_queue_sent(&output->held, b);

        } else if (b->last_shadow) {
            b->shadow->pos = b->shadow->last;
            b->shadow->file_pos = b->shadow->file_last;
        }

        output->busy = cl->next;
        cl->next = output->free;
        output->free = cl;
    }

    output->last_busy = &output->busy;
}


/* A buffer without bytes doesn't show whether a filter below still has it. */

static ngx_uint_t
ngx_http_legal_output_waits(ngx_http_request_t *r,
    ngx_http_legal_output_t *output)
{
    return r->out
           || (r->connection->buffered & ~NGX_HTTP_LEGAL_BUFFERED)
           || (output->source->reader && output->source->reader->in);
}


/*
 * A page of several parts makes TCP send a short segment amid it.  By Nagle's
 * algorithm as Linux has it (Minshall's), what is left at the end then waits
 * for the reader's delayed ACK, 40 ms, although `tcp_nopush` has been lifted.
 * TCP_NODELAY sends it at once; nginx would set it where nothing is corked.
 */

void
ngx_http_legal_output_push(ngx_http_request_t *r)
{
    int                        nodelay;
    ngx_connection_t          *c;
    ngx_http_core_loc_conf_t  *clcf;

    c = r->connection;

    if (c->tcp_nopush != NGX_TCP_NOPUSH_SET || !r->keepalive) {
        return;
    }

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (!clcf->tcp_nodelay) {
        return;
    }

    nodelay = 1;

    if (setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, (const void *) &nodelay,
                   sizeof(int))
        == -1)
    {
        ngx_connection_error(c, ngx_socket_errno,
                             "setsockopt(TCP_NODELAY) failed");
    }
}


/*
 * A filter below wants all in memory, which it says while it sees the header:
 * too late for the copy filter, which has begun by then.
 */

ngx_int_t
ngx_http_legal_output_to_memory(ngx_http_request_t *r,
    ngx_http_legal_output_t *output)
{
    ngx_output_chain_ctx_t    *reader;
    ngx_http_core_loc_conf_t  *clcf;

    if (!output->source->in_memory) {
        return NGX_OK;
    }

    reader = ngx_pcalloc(r->pool, sizeof(ngx_output_chain_ctx_t));
    if (reader == NULL) {
        return NGX_ERROR;
    }

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    reader->sendfile = r->connection->sendfile;
    reader->need_in_memory = 1;
    reader->alignment = clcf->directio_alignment;
    reader->pool = r->pool;
    reader->bufs.num = NGX_HTTP_LEGAL_READ_BUFS;
    reader->bufs.size = NGX_HTTP_LEGAL_PIECE;
    reader->tag = (ngx_buf_tag_t) &output->source->reader;
    reader->output_filter = (ngx_output_chain_filter_pt)
                                              ngx_http_legal_next_body_filter;
    reader->filter_ctx = r;

    output->source->reader = reader;

    return NGX_OK;
}
