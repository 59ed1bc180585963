/* Whether a page's header may go, and with it the first of its bytes. */

#ifndef NGX_HTTP_LEGAL_READY_H
#define NGX_HTTP_LEGAL_READY_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Chooses the languages, which are said in the header, when enough of the page
 * was seen: b is its last buffer that was looked at, and nothing follows b
 * where last is set.  No byte is sent before.
 *
 * The header waits for the charset, too: a page whose charset takes no notice
 * is another answer.  It does not wait where the upstream has broken off: the
 * reader is told by what is sent, as without the module.
 *
 * NGX_DECLINED: something in the page is in the way of its notices.  NGX_ERROR:
 * there is no memory.
 */
ngx_int_t ngx_http_legal_ready(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, ngx_uint_t last);

/* Why the page, as far as it was read, cannot take notices; NULL: it can. */
const char *ngx_http_legal_page_obstacle(ngx_http_legal_page_t *page,
    ngx_http_legal_why_t *reason);


#endif
