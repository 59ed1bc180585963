/* What a response says to caches, by the rules that it may depend on. */

#ifndef NGX_HTTP_LEGAL_CACHES_H
#define NGX_HTTP_LEGAL_CACHES_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict.h"


/* The response of a location block with rules.  NGX_ERROR: no memory. */
ngx_int_t ngx_http_legal_caches(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/*
 * The response of a location block without rules; it goes on to the next
 * filter.  Ctx may be NULL.  Returns what the header filter must return.
 */
ngx_int_t ngx_http_legal_caches_without_rules(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_loc_conf_t *llcf);


#endif
