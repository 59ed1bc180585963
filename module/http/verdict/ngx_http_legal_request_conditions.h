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


#endif
