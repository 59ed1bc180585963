/* The notices of a page: rendered once, and put where they go. */

#ifndef NGX_HTTP_LEGAL_INSERT_H
#define NGX_HTTP_LEGAL_INSERT_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Adds the next notice whose placement was found to the output, after the end
 * tags that it needs before it.  Settles its outcome.  NGX_ERROR: there is no
 * memory.
 */
ngx_int_t ngx_http_legal_insert(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);

/*
 * Adds the trailer of a page with gaps, all of which are behind, to the output.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_insert_trailer(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);

/*
 * Takes what was inserted out of the output again, none of which has been sent:
 * the notices are pending as before.
 */
void ngx_http_legal_insert_undo(ngx_http_legal_page_t *page);

/*
 * Adds to length the bytes of the notices whose placements were found and which
 * are not put in yet.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_insert_length(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, off_t *length);


#endif
