/* A page that is a file, before nginx reads it. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"
#include "http/input/ngx_http_legal_turn.h"
#include "http/page/ngx_http_legal_scan.h"
#include "http/page/ngx_http_legal_whole_file.h"
#include "http/places/ngx_http_legal_place_cache.h"


/* A longer file is looked at as it comes, in turn with other requests. */
#define NGX_HTTP_LEGAL_WHOLE_FILE_MAX  1048576


static ngx_uint_t ngx_http_legal_is_whole_file(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in);
static ngx_uint_t ngx_http_legal_may_read(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);


ngx_int_t
ngx_http_legal_whole_file(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_chain_t *in)
{
    ngx_buf_t                *b;
    ngx_http_legal_places_t  *places;

    places = &page->places;

    if (in == NULL || places->looked_up
        || !ngx_http_legal_is_whole_file(r, page, in))
    {
        return NGX_OK;
    }

    b = in->buf;

    if (!places->coded && ngx_http_legal_may_read(r, page, b)) {

        /* nobody could be told at the top that a file waits: it is short */

        ngx_http_legal_turn_none();

        return ngx_http_legal_scan(r, page, b, 1);
    }

    places->looked_up = 1;

    if (ngx_http_legal_recall(r, places, b) == NGX_OK
        || places->version == NULL)
    {
        if (places->layout) {
            ngx_http_legal_page_lay_out(page, page->announced);
        }

        return NGX_OK;
    }

    places->file = ngx_palloc(r->pool, sizeof(ngx_buf_t));
    if (places->file == NULL) {
        return NGX_ERROR;
    }

    *places->file = *b;

    return NGX_OK;
}


/*
 * Whether in is a file, and its bytes are those that will come to the page: a
 * filter that changes them has taken the length off, or wants to see them, as
 * TLS does, too.
 */

static ngx_uint_t
ngx_http_legal_is_whole_file(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in)
{
    ngx_buf_t  *b;

    b = in->buf;

    return in->next == NULL
           && b->last_buf && b->in_file && !ngx_buf_in_memory(b)
           && b->file_last - b->file_pos
              == (page->places.coded ? page->announced : page->length)
           && page->plain.data == NULL
           && !r->filter_need_in_memory
           && (!r->main_filter_need_in_memory || r->connection->ssl);
}


/* Where reading could keep others waiting the file is only looked up. */

static ngx_uint_t
ngx_http_legal_may_read(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b)
{
#if (NGX_HAVE_FILE_AIO || NGX_THREADS)
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (clcf->aio != NGX_HTTP_AIO_OFF) {
        return 0;
    }
#endif

    return page->length <= NGX_HTTP_LEGAL_WHOLE_FILE_MAX && !b->file->directio;
}
