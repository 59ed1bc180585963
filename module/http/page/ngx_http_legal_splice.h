/*
 * The bytes of a page: buffers are cut at the places of its notices and passed
 * on; only bytes that are not decided at a buffer's end are copied and held.
 */

#ifndef NGX_HTTP_LEGAL_SPLICE_H
#define NGX_HTTP_LEGAL_SPLICE_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Whether in can be passed on untouched, once all notices are in.  Where the
 * length of the page is known, the bytes of in are counted, to see its end.
 */
ngx_uint_t ngx_http_legal_passes_by(ngx_http_legal_page_t *page,
    ngx_chain_t *in);

/*
 * Turns *in, which is moved on, into the output.  Its buffers are consumed when
 * the output's are.  NGX_AGAIN: a file is being read, *in waits.
 * NGX_DECLINED: the page cannot take its notices; none of its bytes has been
 * passed on, and *in begins with the buffer that shows this.  NGX_DONE: the
 * same of a page into which no notice goes.  NGX_ERROR: there is no memory, or
 * a file cannot be read.
 */
ngx_int_t ngx_http_legal_splice(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t **in);

/* Why the page, as far as it was read, cannot take notices; NULL: it can. */
const char *ngx_http_legal_page_obstacle(ngx_http_legal_page_t *page,
    ngx_http_legal_why_t *reason);


#endif
