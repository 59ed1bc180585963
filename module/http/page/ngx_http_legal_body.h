/* The body of a response: from the bytes that come to those that go. */

#ifndef NGX_HTTP_LEGAL_BODY_H
#define NGX_HTTP_LEGAL_BODY_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * Takes the next bytes of a response that is sniffed, waits, streams or has its
 * notices.  Returns what the body filter must return, or
 * NGX_HTTP_LEGAL_CANNOT_DELIVER: *in then has the bytes that are not held.
 */
ngx_int_t ngx_http_legal_body(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in);


#endif
