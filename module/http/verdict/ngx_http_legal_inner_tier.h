/* legal_inner_tier: the upstream has the module, too, and is trusted. */

#ifndef NGX_HTTP_LEGAL_INNER_TIER_H
#define NGX_HTTP_LEGAL_INNER_TIER_H

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_type.h"


/*
 * Whether the page has rule's notice already: the upstream is an inner tier,
 * and names the notice in Legal-Notice.
 */
ngx_uint_t ngx_http_legal_is_present(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);

/* Whether the response of r, which is of that type, takes rule's notice. */
ngx_uint_t ngx_http_legal_rule_covers(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_http_legal_type_t *type);

/*
 * Clears the Legal-Notice of an upstream that is no inner tier: an edge in
 * front of this server might trust it.
 */
void ngx_http_legal_clear_claims(ngx_http_request_t *r);


#endif
