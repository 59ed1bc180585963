/* Answers that are not the page: a 451, or a 503 that holds the notices. */

#ifndef NGX_HTTP_LEGAL_REFUSAL_H
#define NGX_HTTP_LEGAL_REFUSAL_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_response.h"


/*
 * In a phase: refuses r by the verdict, with error_page's page or the rule's
 * own.  Returns what the phase's handler is to.
 */
ngx_int_t ngx_http_legal_refuse(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * The same in the header filter, where `return` has kept the phases from
 * deciding.  Returns what the header filter is to.
 */
ngx_int_t ngx_http_legal_refuse_late(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * Sends the header of a refusal, whoever made its body: error_page may have
 * turned the status into another one, or its page may be missing.  A redirect
 * alone may stay what it is.
 */
ngx_int_t ngx_http_legal_refused_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * A response that cannot take the notices that are due in it: by
 * legal_undeliverable it goes as it came, or an answer takes its place that
 * holds the notices and nothing else.  In is as for ngx_http_legal_pass().
 * Returns what the filter is to.
 */
ngx_int_t ngx_http_legal_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_chain_t **in);


#endif
