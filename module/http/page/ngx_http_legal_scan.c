/*
 * The bytes of a page are looked at.  A buffer that is in a file only is read
 * for the placer and goes on as it is, by sendfile.
 */

#include <ngx_config.h>

#include "http/input/ngx_http_legal_turn.h"
#include "http/page/ngx_http_legal_scan.h"
#include "http/places/ngx_http_legal_place_cache.h"


static ngx_int_t ngx_http_legal_scan_file(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);


ngx_int_t
ngx_http_legal_scan(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, ngx_uint_t last)
{
    ngx_int_t                 rc;
    ngx_http_legal_places_t  *places;

    places = &page->places;

    if (ngx_buf_size(b) > 0 && !ngx_buf_in_memory(b)) {

        /* a file whose places are recalled is not read here, but below */

        ngx_http_legal_source_learn(page->source, b->file);

        if (!places->looked_up) {
            places->looked_up = 1;

            if (page->fed == 0 && b->last_buf
                && !ngx_http_legal_is_coded(&page->decode)
                && ngx_http_legal_recall(r, places, b) == NGX_OK)
            {
                return NGX_OK;
            }
        }

        rc = ngx_http_legal_scan_file(r, page, b);

        if (rc == NGX_OK && places->version) {
            ngx_http_legal_remember(r, places, b);
            places->version = NULL;
            places->file = NULL;
        }

        return rc;
    }

    if (ngx_http_legal_places_feed(r, places, b->pos, b->last - b->pos, last)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (places->file && places->nfound == places->n) {
        ngx_http_legal_remember(r, places, places->file);
        places->file = NULL;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_scan_file(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
    off_t                     size;
    u_char                   *data;
    ssize_t                   n;
    ngx_http_legal_places_t  *places;

    places = &page->places;
    size = b->file_last - b->file_pos;

    while (page->scanned < size && places->nfound < places->n) {

        if (b->last_buf && ngx_http_legal_turn_over()) {
            ngx_post_event(r->connection->write, &ngx_posted_next_events);
            return NGX_AGAIN;
        }

        n = ngx_http_legal_source_read(r, page->source, b, page->scanned,
                                       &data);

        if (n == NGX_AGAIN || n == NGX_ERROR) {
            return n;
        }

        page->scanned += n;

        if (ngx_http_legal_places_feed(r, places, data, n,
                                       b->last_buf && page->scanned == size)
            != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    page->scanned = 0;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_scan_hold(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, off_t from)
{
    u_char                   *data;
    ssize_t                   n;
    ngx_http_legal_source_t   source;

    /* no thread: the system has them in memory still */

    ngx_memzero(&source, sizeof(ngx_http_legal_source_t));
    source.sync = 1;

    for ( /* void */ ; from < ngx_buf_size(b); from += n) {

        n = ngx_http_legal_source_read(r, &source, b, from, &data);

        if (n == NGX_ERROR
            || ngx_http_legal_queue_add(r, &page->output.held, data, n)
               != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}
