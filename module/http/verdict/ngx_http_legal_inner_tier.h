/* legal_inner_tier: an upstream of the site's own that has the module too. */

#ifndef NGX_HTTP_LEGAL_INNER_TIER_H
#define NGX_HTTP_LEGAL_INNER_TIER_H

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_type.h"


/*
 * Whether the upstream says in Legal-Notice, and is trusted to say, that the
 * page has rule's notice already.
 */
ngx_uint_t ngx_http_legal_is_present(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);

/* Whether the response of r, which is of that type, takes rule's notice. */
ngx_uint_t ngx_http_legal_takes(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_http_legal_type_t *type);

/*
 * Clears an upstream's Legal-Notice where the upstream isn't trusted: an edge
 * before this server may trust what is only a claim.
 */
void ngx_http_legal_clear_claims(ngx_http_request_t *r);


#endif
