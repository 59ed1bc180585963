/* Responses that replace a page: a 451, and whatever the module sends late. */

#ifndef NGX_HTTP_LEGAL_REFUSAL_H
#define NGX_HTTP_LEGAL_REFUSAL_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * In a phase: refuses r, as the verdict says, with the page of error_page or
 * with that of the rule.  Returns what the phase handler must return.
 */
ngx_int_t ngx_http_legal_refuse(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * The same in the header filter: `return` sends a response before the phases in
 * which a verdict is reached.  Returns what the header filter must return.
 */
ngx_int_t ngx_http_legal_refuse_late(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * Sends the header of a request that is refused, wherever its body comes from:
 * its status is that of the rule, or a redirect.  Where the body would be the
 * refused one, the page of the rule goes in its place.
 */
ngx_int_t ngx_http_legal_refused(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * Sends body in place of the response whose header is about to go.  Claims is
 * what Legal-Notice says; a refusal has none.  Returns what the filter must
 * return.
 */
ngx_int_t ngx_http_legal_replace(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t status, ngx_str_t *body,
    ngx_str_t *claims);


#endif
