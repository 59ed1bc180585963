/* The media type of a response, as browsers take it. */

#ifndef NGX_HTTP_LEGAL_TYPE_H
#define NGX_HTTP_LEGAL_TYPE_H

#include <ngx_config.h>

#include "field/ln_media_type.h"
#include "http/directives/ngx_http_legal_conf_rule.h"


typedef ln_media_type_t  ngx_http_legal_type_t;


/*
 * The type that browsers take the response to be of: the last valid one in all
 * of its Content-Type fields and the lists in them (Fetch, "extract a MIME
 * type"), and the charset that goes with it.  Both point into the fields.
 */
void ngx_http_legal_type(ngx_http_request_t *r, ngx_http_legal_type_t *type);

/*
 * Gives a page of the module's own that type, with its charset: an upstream
 * that X-Accel-Redirect came from may have said another one.
 */
void ngx_http_legal_type_set(ngx_http_request_t *r, ngx_str_t *type);

/* Whether rule's notice goes into responses of that type. */
ngx_uint_t ngx_http_legal_of_type(ngx_http_legal_rule_t *rule,
    ngx_http_legal_type_t *type);

#endif
