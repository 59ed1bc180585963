/* Responses that replace a page: a 451, or a 503 that has the notices. */

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
 * Sends the header of a refusal, wherever its body comes from.  error_page may
 * have changed the status, or its page may be missing: the status becomes that
 * of the rule again.  Only a redirect keeps its status.
 */
ngx_int_t ngx_http_legal_refused_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * Called for a response that cannot take the notices that are due.  As
 * legal_undeliverable says, the response goes as it came, or another response
 * replaces it that has the notices and nothing else.  In is as for
 * ngx_http_legal_pass().  Returns what the filter must return.
 */
ngx_int_t ngx_http_legal_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_chain_t **in);


#endif
