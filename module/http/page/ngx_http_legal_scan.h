/* Reads the bytes of a page, in memory or in a file, for their places. */

#ifndef NGX_HTTP_LEGAL_SCAN_H
#define NGX_HTTP_LEGAL_SCAN_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Feeds the placer with the bytes of b; last: the page ends with b.  Where b is
 * a whole file that is remembered, recalls the placements instead.  NGX_AGAIN:
 * call once more, with the same b, when r is woken.  NGX_ERROR: there is no
 * memory, or the file cannot be read.
 */
ngx_int_t ngx_http_legal_scan(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, ngx_uint_t last);

/*
 * Holds the bytes of b from the offset on; they were just read.  NGX_ERROR:
 * there is no memory, or the file cannot be read.
 */
ngx_int_t ngx_http_legal_scan_hold(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, off_t from);


#endif
