/*
 * The header of a response, sent when nothing can go wrong any more.  Nothing
 * else writes ETag, Legal-Notice and the Vary that goes with the latter.
 */

#ifndef NGX_HTTP_LEGAL_HEADER_H
#define NGX_HTTP_LEGAL_HEADER_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * Sends the header: that of page, with the fields for its notices, or, where
 * page is NULL, the header as it came.  Returns what the header filter must
 * return.
 */
ngx_int_t ngx_http_legal_header_send(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page);

/*
 * The validators of what is sent: of those notices that this page takes, and
 * the answer to what the reader has asked of them.  NGX_DECLINED: the page is
 * to be sent.
 */
ngx_int_t ngx_http_legal_header_variant(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page);

/*
 * Of a page with a layout the bytes are always the same: its entity tag is
 * strong, and If-Match may hold by that.
 */
void ngx_http_legal_header_laid_out(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);


#endif
