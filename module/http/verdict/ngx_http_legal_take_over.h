/* What a request, and an upstream, may be asked where notices are due. */

#ifndef NGX_HTTP_LEGAL_TAKE_OVER_H
#define NGX_HTTP_LEGAL_TAKE_OVER_H

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_taken.h"
#include "http/verdict/ngx_http_legal_verdict.h"


/*
 * Takes fields off the request where the verdict has a notice due, and asks the
 * upstream in their place; gives them back where it has none.  NGX_ERROR: there
 * is no memory.
 */
ngx_int_t ngx_http_legal_take_over(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t due);


#endif
