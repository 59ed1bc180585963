/*
 * Compressed pages of upstreams that come again, byte for byte: such a page is
 * kept as it came, with its layout.  What comes is compared with it, and is
 * neither inflated nor looked at as long as it is the same.
 */

#ifndef NGX_HTTP_LEGAL_STREAM_H
#define NGX_HTTP_LEGAL_STREAM_H

#include <ngx_config.h>

#include "http/places/ngx_http_legal_place_cache.h"


/* A longer one is not kept. */
#define NGX_HTTP_LEGAL_STREAM_MAX  262144


/*
 * Recalls the page that r's URI had.  NGX_OK: places has its slices and its
 * placements, which hold if the same bytes come.  NGX_AGAIN: it has come once,
 * its bytes are to be kept now.  NGX_DECLINED: it has not.  NGX_ABORT: pages
 * like it are not kept.
 */
ngx_int_t ngx_http_legal_stream_recall(ngx_http_request_t *r,
    ngx_http_legal_places_t *places);

/*
 * Remembers the page that has come, all of whose placements were found; and
 * coded, which are all its bytes, if they are not NULL.  Behind them there is
 * LN_LAYOUT_SLACK.
 */
void ngx_http_legal_stream_remember(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_str_t *coded);

/* From now on the placements are those of the bytes that are kept. */
void ngx_http_legal_stream_take(ngx_http_legal_places_t *places);

/* Other bytes have come: those that are kept go. */
void ngx_http_legal_stream_replaced(ngx_http_legal_places_t *places);

/* Nothing is known of the page that comes. */
void ngx_http_legal_stream_forget(ngx_http_legal_places_t *places);


#endif
