/*
 * Buffers that are in a file only: they are read for the placer and go on as
 * they are, by sendfile.  Where nginx would read them in a thread, so do we.
 */

#include "http/ngx_http_legal_notice.h"


#define NGX_HTTP_LEGAL_SCAN_SIZE  32768

/* After so many bytes in a row it's the turn of others. */
#define NGX_HTTP_LEGAL_SCAN_TURN  1048576


static void ngx_http_legal_scan_ended(ngx_http_request_t *r,
    ngx_file_t *file);
static ssize_t ngx_http_legal_read(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_file_t *file, u_char **data, size_t size,
    off_t at);
#if (NGX_THREADS)
static ssize_t ngx_http_legal_thread_read(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_file_t *file, u_char **data, size_t size,
    off_t at);
#endif


/* What is read is looked at and forgotten: one is enough for all requests. */
static u_char  ngx_http_legal_scan_bytes[NGX_HTTP_LEGAL_SCAN_SIZE];


/*
 * Feeds the placer with b, or finds that its places are known.  NGX_AGAIN: to
 * be called once more, with the same b.
 */

ngx_int_t
ngx_http_legal_scan(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
    off_t    size, stop;
    u_char  *data;
    ssize_t  n;

    ngx_http_legal_output_threads(page, b->file);

    if (!page->looked) {
        page->looked = 1;

        if (page->fed == 0 && b->last_buf && page->decoder == NULL
            && ngx_http_legal_known(r, page, b) == NGX_OK)
        {
            return NGX_OK;
        }
    }

    size = b->file_last - b->file_pos;
    stop = page->scanned + NGX_HTTP_LEGAL_SCAN_TURN;

    while (page->scanned < size && page->nplacements < page->nnotices) {

        if (page->scanned >= stop && b->last_buf) {
            ngx_post_event(r->connection->write, &ngx_posted_next_events);
            return NGX_AGAIN;
        }

        n = ngx_http_legal_read(r, page, b->file, &data,
                                ngx_min(size - page->scanned,
                                        NGX_HTTP_LEGAL_SCAN_SIZE),
                                b->file_pos + page->scanned);

        if (n == NGX_AGAIN) {
            return NGX_AGAIN;
        }

        if (n <= 0) {
            ngx_http_legal_scan_ended(r, b->file);
            return NGX_ERROR;
        }

        page->scanned += n;

        if (ngx_http_legal_feed(r, page, data, n,
                                b->last_buf && page->scanned == size)
            != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    page->scanned = 0;

    if (page->version) {
        ngx_http_legal_remember(r, page, b);
        page->version = NULL;
        page->file = NULL;
    }

    return NGX_OK;
}


static void
ngx_http_legal_scan_ended(ngx_http_request_t *r, ngx_file_t *file)
{
    if (ngx_http_legal_log_due(r, NULL, NGX_HTTP_LEGAL_LOG_ENDED)) {
        ngx_log_error(NGX_LOG_ALERT, ngx_http_legal_log(r), 0,
                      "\"%V\" ended while its notice was placed, replace "
                      "files by renaming others to them", &file->name);
    }
}


/* Holds the bytes of b from offset from of its file; they were just read. */

ngx_int_t
ngx_http_legal_scan_hold(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, off_t from)
{
    ssize_t  n;

    for ( /* void */ ; from < b->file_last; from += n) {

        n = ngx_read_file(b->file, ngx_http_legal_scan_bytes,
                          ngx_min(b->file_last - from,
                                  NGX_HTTP_LEGAL_SCAN_SIZE), from);

        if (n <= 0
            || ngx_http_legal_hold(r, page, ngx_http_legal_scan_bytes, n)
               != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


static ssize_t
ngx_http_legal_read(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_file_t *file, u_char **data, size_t size, off_t at)
{
#if (NGX_THREADS)
    if (page->thread_handler) {
        return ngx_http_legal_thread_read(r, page, file, data, size, at);
    }
#endif

    *data = ngx_http_legal_scan_bytes;

    return ngx_read_file(file, ngx_http_legal_scan_bytes, size, at);
}


#if (NGX_THREADS)

static ssize_t
ngx_http_legal_thread_read(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_file_t *file, u_char **data, size_t size, off_t at)
{
    ngx_file_t  *reading;

    reading = page->reading;

    if (reading == NULL) {
        reading = ngx_pcalloc(r->pool, sizeof(ngx_file_t));
        page->read = ngx_palloc(r->pool, NGX_HTTP_LEGAL_SCAN_SIZE);

        if (reading == NULL || page->read == NULL) {
            return NGX_ERROR;
        }

        page->reading = reading;
    }

    if (reading->thread_task && reading->thread_task->event.active) {
        return NGX_AGAIN;
    }

    reading->fd = file->fd;
    reading->name = file->name;
    reading->log = file->log;
    reading->thread_handler = page->thread_handler;
    reading->thread_ctx = page->thread_ctx;

    *data = page->read;

    return ngx_thread_read(reading, page->read, size, at, r->pool);
}

#endif
