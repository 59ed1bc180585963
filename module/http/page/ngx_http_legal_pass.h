/* A response that goes as it came. */

#ifndef NGX_HTTP_LEGAL_PASS_H
#define NGX_HTTP_LEGAL_PASS_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * Sends a response as it came: its header and, where in is not NULL, the bytes
 * that were held, and *in.  The reader's preconditions are evaluated by the
 * validators of this response.  Returns what the filter must return.
 * NGX_DECLINED: nothing was sent, as more coded bytes have been decoded than
 * are kept.  NGX_HTTP_LEGAL_PRECONDITION: nothing was sent, and *in is dropped
 * by the caller; not where in is NULL.
 */
ngx_int_t ngx_http_legal_pass(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in);


#endif
