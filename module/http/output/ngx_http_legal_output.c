/*
 * The buffers of a page on their way to the filters below: ours come back to
 * be used again, others are only passed on.  Where a filter below wants what
 * it gets in memory, nginx's own output chain reads the files' buffers.
 */

#include "http/ngx_http_legal_notice.h"


#define NGX_HTTP_LEGAL_READ_BUFS  2
#define NGX_HTTP_LEGAL_READ_SIZE  32768

/* With its header and two notices no more than the 17 parts of an sk_buff. */
#define NGX_HTTP_LEGAL_SHORT      32768


static void ngx_http_legal_out_add(ngx_http_legal_page_t *page,
    ngx_chain_t *cl);
static void ngx_http_legal_drain(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static ngx_uint_t ngx_http_legal_waiting(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static void ngx_http_legal_push(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
#if (NGX_THREADS)
static ngx_int_t ngx_http_legal_thread_handler(ngx_thread_task_t *task,
    ngx_file_t *file);
#endif


/* A buffer of ours, empty, at the end of page->out. */

ngx_buf_t *
ngx_http_legal_out(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ngx_chain_t  *cl;

    cl = ngx_chain_get_free_buf(r->pool, &page->free);
    if (cl == NULL) {
        return NULL;
    }

    ngx_memzero(cl->buf, sizeof(ngx_buf_t));
    cl->buf->tag = (ngx_buf_tag_t) &ngx_http_legal_notice_module;

    ngx_http_legal_out_add(page, cl);
    page->tail = cl->buf;

    return cl->buf;
}


/* A buffer that came, at the end of page->out. */

ngx_int_t
ngx_http_legal_out_as_is(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
    ngx_chain_t  *cl;

    cl = ngx_alloc_chain_link(r->pool);
    if (cl == NULL) {
        return NGX_ERROR;
    }

    cl->buf = b;

    ngx_http_legal_out_add(page, cl);
    page->tail = NULL;

    return NGX_OK;
}


static void
ngx_http_legal_out_add(ngx_http_legal_page_t *page, ngx_chain_t *cl)
{
    cl->next = NULL;
    *page->last_out = cl;
    page->last_out = &cl->next;
}


/* Passes out on, which is page->out or, when that is empty, what came. */

ngx_int_t
ngx_http_legal_output(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *out)
{
    ngx_int_t  rc;

    if (page->reader == NULL) {
        rc = ngx_http_legal_next_body_filter(r, out);

    } else {
#if (NGX_HAVE_FILE_AIO || NGX_THREADS)
        page->reader->aio = r->aio;
#endif
#if (NGX_THREADS)
        page->reader->thread_handler = page->thread_ctx == r
                                       ? ngx_http_legal_thread_handler : NULL;
#endif
        rc = ngx_output_chain(page->reader, out);
    }

    ngx_http_legal_release(r, page);

    if (rc == NGX_OK && page->complete) {
        ngx_http_legal_push(r, page);
    }

    if (page->in || (page->reader && page->reader->in)) {
        r->connection->buffered |= NGX_HTTP_LEGAL_BUFFERED;

    } else {
        r->connection->buffered &= ~NGX_HTTP_LEGAL_BUFFERED;
    }

    return rc;
}


/*
 * Buffers that are sent are free again, and those they were parts of are
 * consumed; the links of others are not needed any more, as in
 * ngx_chain_update_chains().
 */

void
ngx_http_legal_release(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ngx_chain_t  *cl, *next;

    for (cl = page->out; cl; cl = next) {
        next = cl->next;

        if (cl->buf->tag != (ngx_buf_tag_t) &ngx_http_legal_notice_module
            && cl->buf->tag != (ngx_buf_tag_t) &ngx_http_legal_held_tag)
        {
            ngx_free_chain(r->pool, cl);
            continue;
        }

        cl->next = NULL;
        *page->last_busy = cl;
        page->last_busy = &cl->next;
    }

    page->out = NULL;
    page->last_out = &page->out;
    page->tail = NULL;

    ngx_http_legal_drain(r, page);
}


static void
ngx_http_legal_drain(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ngx_buf_t    *b;
    ngx_chain_t  *cl;

    while (page->busy) {
        cl = page->busy;
        b = cl->buf;

        if (ngx_buf_size(b) != 0) {
            return;
        }

        if (ngx_buf_special(b) && ngx_http_legal_waiting(r, page)) {
            return;
        }

        if (b->tag == (ngx_buf_tag_t) &ngx_http_legal_held_tag) {
            ngx_http_legal_hold_sent(page, b);

        } else if (b->last_shadow) {
            b->shadow->pos = b->shadow->last;
            b->shadow->file_pos = b->shadow->file_last;
        }

        page->busy = cl->next;
        cl->next = page->free;
        page->free = cl;
    }

    page->last_busy = &page->busy;
}


/* A buffer without bytes doesn't show whether a filter below still has it. */

static ngx_uint_t
ngx_http_legal_waiting(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    return r->out
           || (r->connection->buffered & ~NGX_HTTP_LEGAL_BUFFERED)
           || (page->reader && page->reader->in);
}


/*
 * A page of several parts makes TCP send a short segment amid it.  By Nagle's
 * algorithm as Linux has it (Minshall's), what is left at the end then waits
 * for the reader's delayed ACK, 40 ms, although `tcp_nopush` has been lifted.
 * TCP_NODELAY sends it at once; nginx would set it where nothing is corked.
 * A short page has too few parts for that: the kernel keeps it in one buffer.
 */

static void
ngx_http_legal_push(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    int                        nodelay;
    ngx_connection_t          *c;
    ngx_http_core_loc_conf_t  *clcf;

    c = r->connection;

    if (c->tcp_nopush != NGX_TCP_NOPUSH_SET || !r->keepalive
        || (page->fed <= NGX_HTTP_LEGAL_SHORT && page->nnotices <= 2))
    {
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
    ngx_http_legal_page_t *page)
{
    ngx_output_chain_ctx_t    *reader;
    ngx_http_core_loc_conf_t  *clcf;

    if (!r->main_filter_need_in_memory && !r->filter_need_in_memory) {
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
    reader->bufs.size = NGX_HTTP_LEGAL_READ_SIZE;
    reader->tag = (ngx_buf_tag_t) &page->reader;
    reader->output_filter = (ngx_output_chain_filter_pt)
                                              ngx_http_legal_next_body_filter;
    reader->filter_ctx = r;

    page->reader = reader;

    return NGX_OK;
}


/*
 * Where `aio threads` is on, the copy filter has said so in file, and for
 * which request: that of an SSI part is not the page's.
 */

void
ngx_http_legal_output_threads(ngx_http_legal_page_t *page, ngx_file_t *file)
{
#if (NGX_THREADS)
    if (file->thread_handler != ngx_http_legal_thread_handler) {
        page->thread_handler = file->thread_handler;
        page->thread_ctx = file->thread_handler ? file->thread_ctx : NULL;
    }
#endif
}


#if (NGX_THREADS)

static ngx_int_t
ngx_http_legal_thread_handler(ngx_thread_task_t *task, ngx_file_t *file)
{
    ngx_http_request_t    *r;
    ngx_http_legal_ctx_t  *ctx;

    r = file->thread_ctx;
    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    if (ctx->page->thread_handler(task, file) != NGX_OK) {
        return NGX_ERROR;
    }

    ctx->page->reader->aio = 1;

    return NGX_OK;
}

#endif
