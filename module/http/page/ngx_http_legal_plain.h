/* A page that is plain text: its notices are text too, and stand at its end. */

#ifndef NGX_HTTP_LEGAL_PLAIN_H
#define NGX_HTTP_LEGAL_PLAIN_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Readies page->plain, what is added.  A text that says no charset is taken for
 * UTF-8.  NGX_DECLINED: the notice has characters that the page's charset
 * lacks.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_plain_start(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_type_t *type);

/* Has a response that says no charset say so, for the notice to be read. */
void ngx_http_legal_plain_header(ngx_http_request_t *r,
    ngx_http_legal_type_t *type);

/*
 * Passes the next buffers on, with the notices behind the last.  Returns what
 * the filters below return.
 */
ngx_int_t ngx_http_legal_plain_body(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in);


#endif
