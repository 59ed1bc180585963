/* The conditions of a request to which notices are due. */

#ifndef NGX_HTTP_LEGAL_REQUEST_CONDITIONS_H
#define NGX_HTTP_LEGAL_REQUEST_CONDITIONS_H

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_withheld.h"
#include "http/verdict/ngx_http_legal_verdict.h"


/*
 * If a notice is due: takes conditions and ranges off the request, and has the
 * upstream asked in their place.  If none is due: gives them back.  NGX_ERROR:
 * there is no memory.
 */
ngx_int_t ngx_http_legal_request_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t due);

/*
 * The same of a method that upstreams change things by, when the response is
 * there: nginx would see to the conditions by the original, where it has that
 * of a cache or a file.  The header filter sees to them, by the variant.
 */
ngx_int_t ngx_http_legal_response_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);


#endif
