/* legal_cache: what caches may do with responses of locations with rules. */

#ifndef NGX_HTTP_LEGAL_CONF_CACHE_H
#define NGX_HTTP_LEGAL_CONF_CACHE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_cache(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);

/*
 * Checks each location block that has rules and whose responses caches may
 * share.  Called when the names of legal_apply are resolved.  NGX_ERROR: a text
 * has a placeholder whose value is that of one reader; this is logged.
 */
ngx_int_t ngx_http_legal_vary_resolve(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);


#endif
