/* legal_notices: the notices of a page, for scripts that make it. */

#ifndef NGX_HTTP_LEGAL_OUTLET_H
#define NGX_HTTP_LEGAL_OUTLET_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict.h"


/* The content handler of a location block with legal_notices. */
ngx_int_t ngx_http_legal_outlet_handler(ngx_http_request_t *r);

/*
 * Sends the header of a response of such a location block, whatever has made
 * it, and settles the outcomes of ctx's verdict.
 */
ngx_int_t ngx_http_legal_outlet_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);


#endif
