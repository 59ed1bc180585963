/*
 * Preconditions of a request where a notice is due.  The reader's copy is of a
 * variant, or of the original.  What the reader has asked is taken off the
 * request, asked of the upstream where that maps to the upstream's own
 * validators, and answered by the validators of what is sent.  After
 * ngx_http_not_modified_filter.
 */

#ifndef NGX_HTTP_LEGAL_CONDITIONS_H
#define NGX_HTTP_LEGAL_CONDITIONS_H

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_taken.h"


/* Whether the reader has sent If-None-Match, which may map. */
ngx_uint_t ngx_http_legal_conditions_may_map(ngx_http_legal_taken_t *taken);

/*
 * Asks the upstream in place of the reader's If-None-Match: for the originals
 * of those of its entity tags that are of the variant with that key, which is
 * due in conf.  Any other copy, and every date, is of no use.  A field is added
 * to the request's list.  Nothing maps: taken->variant stays empty.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_conditions_map(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_str_t *variant,
    ngx_http_legal_loc_conf_t *conf);

/*
 * Of a 304 of the upstream, which is due in conf.  NGX_OK: it is of the variant
 * that the upstream was asked for, or answers nothing that the reader has
 * asked.  NGX_DECLINED: it is of some other copy that the reader has.
 */
ngx_int_t ngx_http_legal_conditions_confirmed(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_http_legal_loc_conf_t *conf);

/*
 * The answer to what the reader has asked of a page with notices, whose entity
 * tag is etag, or empty.  NGX_OK, NGX_HTTP_NOT_MODIFIED or
 * NGX_HTTP_PRECONDITION_FAILED.
 */
ngx_int_t ngx_http_legal_conditions_of_variant(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_str_t *etag);

/* The same of a response that goes as it came, by its own validators. */
ngx_int_t ngx_http_legal_conditions_of_original(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken);

/* Makes the response a 304, without what is said of a body. */
void ngx_http_legal_not_modified(ngx_http_request_t *r);


#endif
