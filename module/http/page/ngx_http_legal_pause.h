/*
 * The upstream pauses amid a page that it streams.  Bytes that it has flushed
 * are not held any longer, nor is the header: what is not decided yet is
 * decided by what has come.
 */

#ifndef NGX_HTTP_LEGAL_PAUSE_H
#define NGX_HTTP_LEGAL_PAUSE_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * Whether something of the response, which was flushed, is held, or a notice
 * waits for bytes of an upstream that has broken off.
 */
ngx_uint_t ngx_http_legal_pause_holds(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);

/*
 * Passes on all that is held; behind an upstream that has broken off, with the
 * notices that are left, at the page's end.  *in is a flush.  Returns what
 * ngx_http_legal_body() does.
 */
ngx_int_t ngx_http_legal_pause_release(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in);


#endif
