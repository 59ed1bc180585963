/* A response that goes as it came. */

#ifndef NGX_HTTP_LEGAL_PASS_H
#define NGX_HTTP_LEGAL_PASS_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * Sends a response as it came, with the answer to what the reader has asked by
 * its own validators: its header and, where in is not NULL, the bytes that were
 * held, and *in.  Returns what the filter is to.  NGX_DECLINED: too many bytes
 * of a coding have been decoded, nothing was sent.
 */
ngx_int_t ngx_http_legal_pass(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in);


#endif
