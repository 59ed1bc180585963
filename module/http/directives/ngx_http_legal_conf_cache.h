/* legal_cache: what caches may do with responses of locations with rules. */

#ifndef NGX_HTTP_LEGAL_CONF_CACHE_H
#define NGX_HTTP_LEGAL_CONF_CACHE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_cache(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);


#endif
