/* Who asks for a page, and for what: by the fields of the request. */

#ifndef NGX_HTTP_LEGAL_NAVIGATION_H
#define NGX_HTTP_LEGAL_NAVIGATION_H

#include <ngx_config.h>

#include "http/context/ngx_http_legal_context.h"


/*
 * Whether somebody is about to look at the response to r: see
 * ln_navigation_is_document().  It is 0 where there is no memory.
 */
ngx_uint_t ngx_http_legal_is_navigation(ngx_http_request_t *r);

/*
 * Whether the form that r sends was on a page of r's host: see
 * ln_navigation_is_same_origin().  It is 0 where there is no memory.
 */
ngx_uint_t ngx_http_legal_is_same_origin(ngx_http_request_t *r);


#endif
