/*
 * Preconditions of a request to which a notice is due.  The copy that the
 * reader has is a variant, or the original.  An upstream knows the validators
 * of the original alone.  So the reader's preconditions are taken off the
 * request.  Where they map to validators of the original, the upstream is asked
 * by these.  In the end the reader's preconditions are evaluated by the
 * validators of what is sent, as ngx_http_not_modified_filter does it.
 */

#ifndef NGX_HTTP_LEGAL_CONDITIONS_H
#define NGX_HTTP_LEGAL_CONDITIONS_H

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_withheld.h"


/* Whether the reader has sent If-None-Match, which may map. */
ngx_uint_t ngx_http_legal_conditions_may_map(
    ngx_http_legal_withheld_t *withheld);

/*
 * Adds an If-None-Match for the upstream to the request's fields.  It has the
 * original's entity tag of each entity tag of the reader that has this key:
 * that of the variant which is due in conf.  Other entity tags, and dates, do
 * not map.  If none maps, withheld->variant stays empty.  NGX_ERROR: there is
 * no memory.
 */
ngx_int_t ngx_http_legal_conditions_map(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_str_t *variant,
    ngx_http_legal_loc_conf_t *conf);

/*
 * Whether a 304 of the upstream may be passed on, where a notice is due in
 * conf.  NGX_OK: the upstream was asked for the variant that is due, or the
 * reader has sent no precondition.  NGX_DECLINED: the 304 may confirm another
 * copy of the reader's, one without the notice.
 */
ngx_int_t ngx_http_legal_conditions_confirmed(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_http_legal_loc_conf_t *conf);

/*
 * Evaluates the reader's preconditions for a page with notices.  etag is the
 * entity tag of the page, or empty.  Returns NGX_OK, NGX_HTTP_NOT_MODIFIED or
 * NGX_HTTP_PRECONDITION_FAILED.
 */
ngx_int_t ngx_http_legal_conditions_of_variant(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_str_t *etag);

/* The same for a response that goes as it came, by its own validators. */
ngx_int_t ngx_http_legal_conditions_of_original(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld);

/* Whether the reader's If-None-Match names etag as a strong entity tag. */
ngx_uint_t ngx_http_legal_conditions_name(ngx_http_legal_withheld_t *withheld,
    ngx_str_t *etag);

/* Makes the response a 304, without the fields that describe a body. */
void ngx_http_legal_not_modified(ngx_http_request_t *r);


#endif
