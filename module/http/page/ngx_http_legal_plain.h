/* A page of plain text: its notices are plain text, too, and go to its end. */

#ifndef NGX_HTTP_LEGAL_PLAIN_H
#define NGX_HTTP_LEGAL_PLAIN_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Readies page->plain, the bytes that are added.  A page that names no charset
 * is taken for UTF-8.  NGX_DECLINED: the notice has characters that the page's
 * charset does not have.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_plain_start(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_type_t *type);

/* Gives a response that names no charset `charset=utf-8`. */
void ngx_http_legal_plain_header(ngx_http_request_t *r,
    ngx_http_legal_type_t *type);

/*
 * Passes the next buffers on, with the notices behind the last.  Returns what
 * the filters below return.
 */
ngx_int_t ngx_http_legal_plain_body(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in);


#endif
