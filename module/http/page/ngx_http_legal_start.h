/* The start of a response: its header will be sent next, or waits. */

#ifndef NGX_HTTP_LEGAL_START_H
#define NGX_HTTP_LEGAL_START_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * Decides what becomes of the response.  Its header is sent as it came, is sent
 * with fields for notices, or waits for the body.  Returns what the header
 * filter must return, or NGX_HTTP_LEGAL_CANNOT_DELIVER.
 */
ngx_int_t ngx_http_legal_start(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);

/*
 * The same for a response whose type is known now.  Where in is not NULL, the
 * body has begun: *in has all of it so far.
 */
ngx_int_t ngx_http_legal_start_as(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_type_t *type,
    ngx_chain_t **in);

/*
 * Looks at the first bytes of a response that is being sniffed.  NGX_OK: it is
 * known what it is.  NGX_AGAIN: more bytes are needed.  Else as
 * ngx_http_legal_start_as().
 */
ngx_int_t ngx_http_legal_start_sniffed(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in);


#endif
