/*
 * The key of a variant: a digest of the rules in it, with their texts, places
 * and jurisdictions, of the values of their placeholders, and of the language
 * where the reader chooses it.
 */

#ifndef NGX_HTTP_LEGAL_VARIANT_H
#define NGX_HTTP_LEGAL_VARIANT_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict.h"


/*
 * The key of a page with the notices of n items, or of a refusal by one item;
 * "-" where n is 0.  Key's bytes belong to r or to the configuration.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_variant(ngx_http_request_t *r,
    ngx_http_legal_item_t **items, ngx_uint_t n, ngx_str_t *key);

/* The key of all notices that are due, or of the refusal: $legal_variant. */
ngx_int_t ngx_http_legal_variant_of_verdict(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_str_t *key);


#endif
