/*
 * The validators of a variant, which is another representation than the
 * original: the original's validators and digests do not hold for it (RFC
 * 9110, 8.8).
 */

#ifndef NGX_HTTP_LEGAL_VALIDATORS_H
#define NGX_HTTP_LEGAL_VALIDATORS_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/*
 * The entity tag of the variant with that key, from the original's validators,
 * which are those of the response; empty where it has none.  NGX_ERROR: there
 * is no memory.
 */
ngx_int_t ngx_http_legal_variant_etag(ngx_http_request_t *r, ngx_str_t *key,
    ngx_str_t *etag);

/*
 * Whether two bodies under the entity tag must be the same, byte by byte; not
 * so where it is weak or empty.
 */
ngx_uint_t ngx_http_legal_variant_is_strong(ngx_str_t *etag);

/* Makes a strong entity tag weak.  NGX_ERROR: there is no memory. */
ngx_int_t ngx_http_legal_variant_weaken(ngx_http_request_t *r,
    ngx_str_t *etag);

/*
 * Whether the response comes from an upstream whose bytes nginx passes on at
 * once.  A pause of it may decide where a notice goes.
 */
ngx_uint_t ngx_http_legal_is_unbuffered(ngx_http_request_t *r);

/* Whether the response comes from an upstream, not from a cache of nginx. */
ngx_uint_t ngx_http_legal_is_streamed(ngx_http_request_t *r);

/*
 * Gives the response the variant's entity tag, or none where etag is empty.
 * Clears the fields that describe the original.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_variant_validators(ngx_http_request_t *r,
    ngx_str_t *etag);

/* Clears the same fields in the trailers, before the last byte is sent. */
void ngx_http_legal_variant_trailers(ngx_http_request_t *r);


#endif
