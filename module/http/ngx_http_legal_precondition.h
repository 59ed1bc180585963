/* A 412 in place of a response whose body has begun. */

#ifndef NGX_HTTP_LEGAL_PRECONDITION_H
#define NGX_HTTP_LEGAL_PRECONDITION_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * Called where a precondition has failed by what the body was found to be: its
 * header has not been sent.  Sends a 412 with the notices that are due, and
 * drops *in.  Returns what the filter must return.
 */
ngx_int_t ngx_http_legal_precondition_failed(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_chain_t **in);


#endif
