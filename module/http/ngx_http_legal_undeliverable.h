/* A 503 that holds the notices, in place of a page that cannot take them. */

#ifndef NGX_HTTP_LEGAL_UNDELIVERABLE_H
#define NGX_HTTP_LEGAL_UNDELIVERABLE_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * Called for a response that cannot take the notices that are due.  As
 * legal_undeliverable says, the response goes as it came, or another response
 * replaces it that has the notices and nothing else.  In is as for
 * ngx_http_legal_pass().  Returns what the filter must return.
 */
ngx_int_t ngx_http_legal_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_chain_t **in);


#endif
