/* The bytes of a response as they come. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/input/ngx_http_legal_source.h"


static void ngx_http_legal_source_break(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_chain_t *in);
static void ngx_http_legal_source_ended(ngx_http_request_t *r,
    ngx_file_t *file);
#if (NGX_THREADS)
static ssize_t ngx_http_legal_source_thread(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_file_t *file, size_t size, off_t at);
static ngx_int_t ngx_http_legal_thread_handler(ngx_thread_task_t *task,
    ngx_file_t *file);
#endif


/* A piece is looked at and forgotten: one is enough for all requests. */
static u_char  ngx_http_legal_piece[NGX_HTTP_LEGAL_PIECE];


ngx_int_t
ngx_http_legal_source_take(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_chain_t **in)
{
    source->own = (source->waiting != NULL);

    ngx_http_legal_source_break(r, source, *in);

    if (!source->own) {
        return NGX_OK;
    }

    if (ngx_chain_add_copy(r->pool, &source->waiting, *in) != NGX_OK) {
        return NGX_ERROR;
    }

    *in = source->waiting;
    source->waiting = NULL;

    return NGX_OK;
}


/* A slow reader's bytes, which the copy filter kept, come before it. */

static void
ngx_http_legal_source_break(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_chain_t *in)
{
    for ( /* void */ ; in; in = in->next) {

        if (ngx_http_legal_is_broken_off(r, in->buf)) {
            source->broken_off = 1;
        }
    }
}


ngx_int_t
ngx_http_legal_source_wait(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_chain_t *in)
{
    /* others' links are used for something else when the filter returns */

    if (source->own) {
        source->waiting = in;

    } else if (ngx_chain_add_copy(r->pool, &source->waiting, in) != NGX_OK) {
        return NGX_ERROR;
    }

    /*
     * So is a buffer whose bytes are all taken: an upstream fills it anew.  The
     * decoder may still have bytes of it, and what else it says comes behind
     * them.
     */

    if (ngx_buf_size(source->waiting->buf) == 0) {
        source->taken = *source->waiting->buf;
        source->taken.shadow = NULL;
        source->taken.last_shadow = 0;
        source->taken.recycled = 0;
        source->waiting->buf = &source->taken;
    }

    return NGX_OK;
}


ssize_t
ngx_http_legal_source_read(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_buf_t *b, off_t at, u_char **data)
{
    size_t   size;
    ssize_t  n;

    if (ngx_buf_in_memory(b)) {
        *data = b->pos + at;
        return b->last - b->pos - at;
    }

    size = ngx_min(b->file_last - b->file_pos - at, NGX_HTTP_LEGAL_PIECE);

    if (size == 0) {
        *data = ngx_http_legal_piece;
        return 0;
    }

    ngx_http_legal_source_learn(source, b->file);

#if (NGX_THREADS)
    if (source->thread_handler) {
        n = ngx_http_legal_source_thread(r, source, b->file, size,
                                         b->file_pos + at);
        *data = source->data;

    } else
#endif
    {
        n = ngx_read_file(b->file, ngx_http_legal_piece, size,
                          b->file_pos + at);
        *data = ngx_http_legal_piece;
    }

    if (n <= 0 && n != NGX_AGAIN) {
        ngx_http_legal_source_ended(r, b->file);
        return NGX_ERROR;
    }

    return n;
}


/*
 * The copy filter has said in the file whether threads read it, and for which
 * request: that of an SSI part is not the page's.
 */

void
ngx_http_legal_source_learn(ngx_http_legal_source_t *source, ngx_file_t *file)
{
#if (NGX_THREADS)
    if (!source->sync && file->thread_handler != ngx_http_legal_thread_handler)
    {
        source->thread_handler = file->thread_handler;
        source->thread_ctx = file->thread_handler ? file->thread_ctx : NULL;
    }
#endif
}


static void
ngx_http_legal_source_ended(ngx_http_request_t *r, ngx_file_t *file)
{
    if (ngx_http_legal_log_due(r, NULL, NGX_HTTP_LEGAL_LOG_ENDED)) {
        ngx_log_error(NGX_LOG_ALERT, ngx_http_legal_log(r), 0,
                      "\"%V\" ended while its notice was placed, replace "
                      "files by renaming others to them", &file->name);
    }
}


#if (NGX_THREADS)

static ssize_t
ngx_http_legal_source_thread(ngx_http_request_t *r,
    ngx_http_legal_source_t *source, ngx_file_t *file, size_t size, off_t at)
{
    ngx_file_t  *reading;

    reading = source->file;

    if (reading == NULL) {
        reading = ngx_pcalloc(r->pool, sizeof(ngx_file_t));
        source->data = ngx_palloc(r->pool, NGX_HTTP_LEGAL_PIECE);

        if (reading == NULL || source->data == NULL) {
            return NGX_ERROR;
        }

        source->file = reading;
    }

    if (reading->thread_task && reading->thread_task->event.active) {
        return NGX_AGAIN;
    }

    reading->fd = file->fd;
    reading->name = file->name;
    reading->log = file->log;
    reading->thread_handler = source->thread_handler;
    reading->thread_ctx = source->thread_ctx;

    return ngx_thread_read(reading, source->data, size, at, r->pool);
}


static ngx_int_t
ngx_http_legal_thread_handler(ngx_thread_task_t *task, ngx_file_t *file)
{
    ngx_http_request_t       *r;
    ngx_http_legal_ctx_t     *ctx;
    ngx_http_legal_source_t  *source;

    r = file->thread_ctx;
    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);
    source = ctx->source;

    if (source->thread_handler(task, file) != NGX_OK) {
        return NGX_ERROR;
    }

    source->reader->aio = 1;

    return NGX_OK;
}

#endif


void
ngx_http_legal_source_threads(ngx_http_request_t *r,
    ngx_http_legal_source_t *source)
{
#if (NGX_HAVE_FILE_AIO || NGX_THREADS)
    source->reader->aio = r->aio;
#endif
#if (NGX_THREADS)
    source->reader->thread_handler = source->thread_ctx == r
                                     ? ngx_http_legal_thread_handler : NULL;
#endif
}


void
ngx_http_legal_source_used(ngx_buf_t *b, off_t n)
{
    if (ngx_buf_in_memory(b)) {
        b->pos += n;
    }

    if (b->in_file) {
        b->file_pos += n;
    }
}


/* The write filter takes no buffer without bytes that seems to have some. */

ngx_int_t
ngx_http_legal_source_trim(ngx_http_request_t *r, ngx_chain_t **in)
{
    ngx_buf_t    *b, *flags;
    ngx_chain_t  *cl;

    if (*in == NULL) {
        return NGX_OK;
    }

    b = (*in)->buf;

    if (ngx_buf_size(b) || ngx_buf_special(b)) {
        return NGX_OK;
    }

    if (!(b->last_buf || b->last_in_chain || b->flush || b->sync)) {
        *in = (*in)->next;
        return NGX_OK;
    }

    flags = ngx_calloc_buf(r->pool);
    cl = ngx_alloc_chain_link(r->pool);

    if (flags == NULL || cl == NULL) {
        return NGX_ERROR;
    }

    flags->last_buf = b->last_buf;
    flags->last_in_chain = b->last_in_chain;
    flags->flush = b->flush;
    flags->sync = !b->last_buf && !b->flush;

    cl->buf = flags;
    cl->next = (*in)->next;
    *in = cl;

    return NGX_OK;
}


void
ngx_http_legal_source_drop(ngx_chain_t *in)
{
    for ( /* void */ ; in; in = in->next) {
        in->buf->pos = in->buf->last;
        in->buf->file_pos = in->buf->file_last;
    }
}


void
ngx_http_legal_source_buffered(ngx_http_request_t *r,
    ngx_http_legal_source_t *source)
{
    if (source->waiting || (source->reader && source->reader->in)) {
        r->connection->buffered |= NGX_HTTP_LEGAL_BUFFERED;

    } else {
        r->connection->buffered &= ~NGX_HTTP_LEGAL_BUFFERED;
    }
}


/*
 * nginx is done with the upstream, whose header has gone, and sends a flush in
 * place of an end.  Any other flush is asked for amid a page: by whom an
 * upstream has led to (X-Accel-Redirect, error_page), too.
 */

ngx_uint_t
ngx_http_legal_is_broken_off(ngx_http_request_t *r, ngx_buf_t *b)
{
    return ngx_buf_size(b) == 0 && b->flush && !b->last_buf
           && r->connection->data == r
           && r->upstream && r->upstream->header_sent
           && r->upstream->cleanup == NULL;
}
