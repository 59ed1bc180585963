/* What a response says to caches. */

#ifndef NGX_HTTP_LEGAL_CACHE_CONTROL_H
#define NGX_HTTP_LEGAL_CACHE_CONTROL_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/*
 * Does what conf's legal_cache says; for each response of a location block that
 * has rules.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_cache_control(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf);

/*
 * The same, and no shared cache may store the response, whatever conf's
 * legal_cache says.
 */
ngx_int_t ngx_http_legal_cache_private(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf);

/* No cache may store the response.  NGX_ERROR: there is no memory. */
ngx_int_t ngx_http_legal_no_store(ngx_http_request_t *r);

/*
 * The same for a response that replaces a page.  Under `legal_cache vary` of
 * conf it also gets the Vary of pages.  Conf may be NULL.
 */
ngx_int_t ngx_http_legal_never_stored(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf);

/*
 * Adds names, a list, to Vary, all of which becomes one line: nginx's caches up
 * to 1.22 heed the last line alone.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_vary_by(ngx_http_request_t *r, ngx_str_t *names);


#endif
