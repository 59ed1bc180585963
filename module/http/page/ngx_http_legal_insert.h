/* The notices of a page: rendered once, and put where they go. */

#ifndef NGX_HTTP_LEGAL_INSERT_H
#define NGX_HTTP_LEGAL_INSERT_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Adds the next notice that was found, and what must be closed before it, to
 * the output, and settles its outcome.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_insert(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);

/*
 * Takes what was inserted out of the output again, none of which has been sent:
 * the notices are pending as before.
 */
void ngx_http_legal_insert_undo(ngx_http_legal_page_t *page);

/*
 * Adds to length what will be inserted at the places that are found and not put
 * in yet.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_insert_length(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, off_t *length);


#endif
