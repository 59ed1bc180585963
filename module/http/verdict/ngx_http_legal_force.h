/* Whether a rule is in force: by its dates, and on this page. */

#ifndef NGX_HTTP_LEGAL_FORCE_H
#define NGX_HTTP_LEGAL_FORCE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"


/* Whether rule is in force now, by its `since` and `until`. */
ngx_uint_t ngx_http_legal_in_time(ngx_http_legal_rule_t *rule);

/*
 * Whether rule is for a page, by its `uri`.  Path is the URI that patterns see,
 * by ngx_http_legal_path().  A pattern that goes over its limits speaks for the
 * rule, and is logged: `uri ~` counts as a match, `uri !~` as none.
 */
ngx_uint_t ngx_http_legal_uri_matches(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_str_t *path);

/*
 * The URI as patterns of rules see it: without doubled slashes.  nginx merges
 * those of a request, but not those that rewrite and X-Accel-Redirect make, nor
 * any under `merge_slashes off`.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_path(ngx_http_request_t *r, ngx_str_t *uri,
    ngx_str_t *path);


#endif
